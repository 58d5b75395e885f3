using Deskrun.Backends.Cluster.Moving;
using Deskrun.Installations;

namespace Deskrun.Commands.Clusters.Moving;

/// <summary>Reads the options of <c>up</c> that move installations.</summary>
internal static class MoveOptions
{
    /// <summary>Where to; null when nothing is to be moved.</summary>
    /// <exception cref="CliException">An option makes no sense beside the others.</exception>
    public static MoveTarget? Read(string? backend, string? kubeContext, string? mode)
    {
        if (kubeContext is not null && backend != BackendNames.Kubernetes)
        {
            throw new CliException(ExitCodes.Usage, "--context needs --backend kubernetes");
        }

        return backend is not null ? new MoveTarget(backend, kubeContext, mode)
            : mode is null ? null
            : throw new CliException(
                ExitCodes.Usage,
                "--mode goes with --backend; change one installation's with: deskrun update NAME --mode MODE"
            );
    }
}
