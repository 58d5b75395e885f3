namespace Deskrun.Testing;

/// <summary>
/// Says what a test needs of the machine. What is missing skips the test with the command that provides it; with
/// <c>DESKRUN_TEST_REQUIRE=all</c> it fails instead, so that nothing is skipped silently where all tools are promised.
/// </summary>
public static class Need
{
    /// <summary>Needs a program on PATH.</summary>
    /// <returns>The program's full path.</returns>
    public static string Program(string name, string command)
    {
        var path = FindOnPath(name);
        Condition(path is not null, $"the program {name}", command);
        return path!;
    }

    /// <summary>Needs anything that can be told by a condition.</summary>
    /// <param name="holds">Whether it is there.</param>
    /// <param name="what">What is needed, in words that follow "needs".</param>
    /// <param name="command">The command that provides it.</param>
    public static void Condition(bool holds, string what, string command)
    {
        if (holds)
        {
            return;
        }

        var reason = $"needs {what}; to provide it: {command}";
        if (Environment.GetEnvironmentVariable("DESKRUN_TEST_REQUIRE") == "all")
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
    }

    /// <summary>
    /// Needs an installed official runner in DESKRUN_OFFICIAL_RUNNER. The only need that may skip everywhere: the
    /// runner's binaries come from GitHub's releases, which a build machine need not reach.
    /// </summary>
    public static string OfficialRunner()
    {
        var folder = Environment.GetEnvironmentVariable("DESKRUN_OFFICIAL_RUNNER");
        if (string.IsNullOrEmpty(folder) || !File.Exists(Path.Combine(folder, "bin", "Runner.Listener")))
        {
            Assert.Skip("needs an official runner; unpack a release of actions/runner and set DESKRUN_OFFICIAL_RUNNER");
        }

        return folder;
    }

    private static string? FindOnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
