namespace Deskrun.Commands.Run;

/// <summary>Finds an installed official runner.</summary>
internal static class InstalledRunner
{
    /// <summary>The folder that holds one folder a version.</summary>
    public static string Root(CliContext context) => Path.Combine(context.Home, "runners");

    /// <summary>How to get one, to follow what needs it.</summary>
    public static string Missing(CliContext context) =>
        "no official runner is installed; download a release of actions/runner for this machine from "
        + $"https://github.com/actions/runner/releases, unpack it into {Path.Combine(Root(context), "VERSION")}, "
        + "or name its folder with --runner-dir or DESKRUN_OFFICIAL_RUNNER";

    /// <summary>
    /// The folder that <c>--runner-dir</c> names, else DESKRUN_OFFICIAL_RUNNER, else the newest version under
    /// <see cref="Root"/>; null when there is none.
    /// </summary>
    public static string? Find(CliContext context, string? given)
    {
        if (given is not null)
        {
            return Path.GetFullPath(given, context.WorkingFolder);
        }

        if (context.Variable("DESKRUN_OFFICIAL_RUNNER") is { Length: > 0 } named)
        {
            return Path.GetFullPath(named, context.WorkingFolder);
        }

        var root = Root(context);
        return Directory.Exists(root)
            ? Directory
                .EnumerateDirectories(root)
                .Where(folder => File.Exists(Path.Combine(folder, "bin", "Runner.Listener")))
                .OrderByDescending(folder =>
                    Version.TryParse(Path.GetFileName(folder), out var version) ? version : new Version(0, 0)
                )
                .FirstOrDefault()
            : null;
    }
}
