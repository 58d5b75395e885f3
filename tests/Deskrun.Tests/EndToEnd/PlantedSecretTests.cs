using Deskrun.Testing;

namespace Deskrun.Tests.EndToEnd;

/// <summary>A secret that <c>up</c> works with comes out nowhere.</summary>
public sealed class PlantedSecretTests : IDisposable
{
    private readonly ServedProduct served = new();

    public void Dispose() => served.Dispose();

    [Fact]
    public async Task The_token_and_the_JIT_config_of_a_real_up_come_out_nowhere()
    {
        await served.StartServiceAsync();
        await served.AddAsync("--min-runners", "0");
        var up = served.Up();
        var gate = Path.Combine(served.Product.Work, "gate");
        var inside = Path.Combine(served.Product.Work, "inside");
        var run = await served.SubmitAsync("env", $"touch {inside}", $"until [ -e {gate} ]; do sleep 0.1; done");
        await served.StatusAsync(_ => File.Exists(inside));

        // While the job runs: what other users see of every process, and what the job and its runner were given.
        var (config, listener) = JitConfig();
        foreach (
            var folder in Directory
                .EnumerateDirectories("/proc")
                .Where(each => int.TryParse(Path.GetFileName(each), out _))
        )
        {
            var line = Read(Path.Combine(folder, "cmdline"));
            Assert.DoesNotContain(ServedProduct.Token, line);
            Assert.DoesNotContain(config, line);
        }

        var given = Directory
            .EnumerateDirectories("/proc")
            .Select(folder => Read(Path.Combine(folder, "environ")))
            .Where(text => text.Contains(Path.Combine(served.Product.Home, "runners-live")))
            .ToList();
        Assert.True(given.Count >= 2, "neither runner nor step was found");
        Assert.All(given, text => Assert.DoesNotContain(ServedProduct.Token, text));
        Assert.Single(given, text => text.Contains(config));
        Assert.Contains(config, listener);

        File.WriteAllText(gate, "");
        Assert.Equal("success", await served.ConclusionAsync(run));
        var said = new List<string> { await served.LogAsync(run) };
        string[][] commands =
        [
            ["status"],
            ["status", "-o", "json"],
            ["list", "-o", "json"],
            ["explain", $"{run}"],
            ["explain", $"{run}", "-o", "json"],
        ];
        foreach (var command in commands)
        {
            said.Add((await served.Product.RunAsync(command)).All);
        }

        // Errors are where secrets like to come out.
        served.Service.KillAlone();
        said.Add(served.Service.All);
        said.Add((await served.StatusAsync(now => now["cause"] is not null)).ToJsonString());
        up.Interrupt();
        up.Interrupt();
        await up.EndAsync(TestLimits.Wait);
        said.Add(up.All);

        foreach (var file in Directory.EnumerateFiles(served.Product.Home, "*", SearchOption.AllDirectories))
        {
            said.Add(File.ReadAllText(file));
        }

        Assert.All(
            said,
            text =>
            {
                Assert.DoesNotContain(ServedProduct.Token, text);
                Assert.DoesNotContain(config[..60], text);
            }
        );
    }

    private (string Config, string Environment) JitConfig()
    {
        const string Name = "ACTIONS_RUNNER_INPUT_JITCONFIG=";
        foreach (var pid in Leftovers.Processes(served.Product.Home))
        {
            var environment = Read($"/proc/{pid}/environ");
            if (
                environment.Split('\0').FirstOrDefault(each => each.StartsWith(Name, StringComparison.Ordinal)) is
                { } found
            )
            {
                return (found[Name.Length..], environment);
            }
        }

        Assert.Fail("no runner with a JIT config was found");
        return default;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
