using Deskrun.Installations;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations.Adding;

/// <summary>What an installation can ask of this machine and deskrun can't do yet.</summary>
internal static class NotBuiltRules
{
    /// <summary>Why this machine can't serve the installation yet; null when it can, or when a cluster does.</summary>
    public static string? Reason(Installation installation) =>
        installation.Backend == BackendNames.Local
        && RunnerModes.Parse(installation.Mode)
            is { } mode
                and (RunnerMode.Kubernetes or RunnerMode.CachedPrivilegedKubernetes or RunnerMode.Dind)
            ? $"the mode {mode.Word()} is not built yet on the backend local; use --mode process, or a cluster with --backend"
            : null;

    /// <summary>Whether <c>deskrun up</c> of this machine serves it.</summary>
    public static bool IsServedHere(Installation installation) =>
        installation is { Backend: BackendNames.Local, MovingFrom: null }
        && Reason(installation) is null
        && InstallationRules.Problems(installation).Count == 0;
}
