using Deskrun.Installations;

namespace Deskrun.Commands.Installations.Adding;

/// <summary>What an installation can ask for and deskrun can't do yet.</summary>
internal static class NotBuiltRules
{
    /// <summary>Why the installation can't be served by this version; null when it can.</summary>
    public static string? Reason(Installation installation) =>
        installation.Backend != BackendNames.Local ? Hints.Clusters
        : RunnerModes.Parse(installation.Mode) is { } mode && mode != RunnerMode.Process
            ? $"the mode {mode.Word()} is not built yet on the backend local; use --mode process"
        : installation.Instances > 1 ? "--instances from 2 on is not built yet on the backend local; use --max-runners"
        : installation.CachePaths.Count + installation.Mounts.Count > 0
            ? "--cache and --mount are not built yet on the backend local; a job of mode process sees the host's folders"
        : null;
}
