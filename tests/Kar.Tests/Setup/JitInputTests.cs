using Deskrun.Testing;
using Kar.Checks;
using Kar.Tests.Playing;

namespace Kar.Tests.Setup;

public sealed class JitInputTests : IDisposable
{
    private const string Value = "cGxhbnRlZA==";
    private const string Warning = "the JIT config stands on the command line";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Value, true)]
    [InlineData("-", false)]
    [InlineData("@FILE", false)]
    public async Task The_jit_config_comes_from_a_file_or_the_input_and_a_literal_one_warns(string given, bool warns)
    {
        var file = folder.Write("jit", Value + "\n");
        await using var kar = Start(["-c", given.Replace("FILE", file)], input: Value);

        // What is wrong here is only the way to the cluster: the value was taken.
        Assert.True(await kar.ExitAsync() == 18, kar.Said);
        Assert.Contains("no file of KUBECONFIG=/nonexistent exists", kar.Said);
        Assert.Equal(warns, kar.Said.Contains(Warning, StringComparison.Ordinal));
        Assert.DoesNotContain(Value, kar.Said);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        await using var kar = Start(["-c", $"@{folder.File("nothing")}"], input: null);

        Assert.True(await kar.ExitAsync() == 18, kar.Said);
        Assert.Contains($"{folder.File("nothing")}: the file cannot be read", kar.Said);
    }

    [Theory]
    [InlineData(314, true)]
    [InlineData(315, false)]
    public void A_grace_that_is_shorter_than_the_cleanup_and_15_seconds_warns(int seconds, bool warns)
    {
        var spec = new JsonObject { ["terminationGracePeriodSeconds"] = seconds };

        var found = TemplateChecks.Judge(spec, TimeSpan.FromMinutes(5), isTemplate: true);

        Assert.Equal(warns, found.Any(result => result.Text.Contains("terminationGracePeriodSeconds")));
    }

    private static KarProcess Start(IReadOnlyList<string> arguments, string? input) =>
        new(
            [.. arguments, "--scale-set-name", "set", "--runner-name", "run"],
            new Dictionary<string, string> { ["KUBECONFIG"] = "/nonexistent" },
            input
        );
}
