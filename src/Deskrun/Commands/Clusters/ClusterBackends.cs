using Deskrun.Commands.Clusters.Applying;
using Deskrun.Commands.Installations;

namespace Deskrun.Commands.Clusters;

/// <summary>Opens the clusters that installations name.</summary>
internal static class ClusterBackends
{
    /// <summary>Opens a cluster. Nothing is asked of it yet.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="home">The home whose installations are meant.</param>
    /// <param name="backend"><c>kind</c> or <c>kubernetes</c>.</param>
    /// <param name="kubeContext">The kubectl context, needed for <c>kubernetes</c>; ignored for <c>kind</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CliException">There is no such context; the message lists the known ones.</exception>
    public static Task<IClusterBackend> OpenAsync(
        CliContext context,
        InstallationHome home,
        string backend,
        string? kubeContext,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        if (context.OpenCluster is { } open)
        {
            return open(home, backend, kubeContext, cancellation);
        }

        IClusterBackend opened = new ClusterBackend(
            context,
            home,
            ClusterAccess.Open(context, home, backend, kubeContext)
        );
        return Task.FromResult(opened);
    }
}
