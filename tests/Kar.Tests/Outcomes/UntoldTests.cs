using Kar.Tests.Playing;

namespace Kar.Tests.Outcomes;

/// <summary>The status told that the compute runs, and then KRO drops what it told.</summary>
public sealed class UntoldTests
{
    [Theory]
    [InlineData("VirtualMachineInstance", "VirtualMachineInstance demo-job was deleted")]
    [InlineData("VirtualMachine", "the VirtualMachine vm was deleted")]
    public async Task A_compute_that_is_gone_is_lost(string gone, string message)
    {
        await using var stage = await Stage.SetAsync(Machine());
        await stage.PutEphemeralRunnerAsync("4711");
        var kar = await RunAsync(stage);
        await stage.Client.DeleteAsync(Definitions.VirtualMachineInstances, stage.Space, "demo-job");
        if (gone == "VirtualMachine")
        {
            await stage.Client.DeleteAsync(Definitions.VirtualMachines, stage.Space, "demo-job");
        }

        await ForgetAsync(stage);

        Assert.True(await kar.ExitAsync() == 11, kar.Said);
        Assert.Contains(message, stage.TerminationMessage, StringComparison.Ordinal);
        await stage.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_compute_that_is_there_runs_on()
    {
        await using var stage = await Stage.SetAsync(Machine());
        var kar = await RunAsync(stage);
        await ForgetAsync(stage);
        await kar.SaysAsync("the status tells no phase any more");
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded");

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
    }

    private static JsonObject Machine() =>
        TestGraphs.Graph(
            new JsonObject { ["phase"] = "${vmi.status.phase}" },
            TestGraphs.Node("vm", "kubevirt.io/v1", "VirtualMachine")
        );

    private static async Task<KarProcess> RunAsync(Stage stage)
    {
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.MachineAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");
        return kar;
    }

    private static Task ForgetAsync(Stage stage) =>
        stage.Kro.StatusAsync(new JsonObject { ["state"] = "IN_PROGRESS", ["phase"] = null });
}
