using Deskrun.Installations;

namespace Deskrun.Commands.Clusters;

/// <summary>What the commands on installations ask of a cluster. Every verb may be interrupted and asked for again.</summary>
internal interface IClusterBackend : IAsyncDisposable
{
    /// <summary>The cluster's kubectl context, for people.</summary>
    string Context { get; }

    /// <summary>
    /// Makes the cluster be as the configuration says: computes and prints the plan, then carries it out. With nothing
    /// to change nothing is written.
    /// </summary>
    /// <exception cref="CliException">The cluster, helm, a chart or a right is missing, or something isn't ours.</exception>
    Task<ClusterApplied> ApplyAsync(ClusterApplyOptions options, CancellationToken cancellation);

    /// <summary>
    /// Takes everything of an installation out of the cluster, in the order that finalizers need, and returns when its
    /// scale sets are gone at the service too.
    /// </summary>
    /// <param name="installation">Which; the configuration file is not touched.</param>
    /// <param name="now">Ends running jobs instead of waiting for them.</param>
    /// <param name="cancellation">Ends the wait; the next call goes on from there.</param>
    Task RemoveAsync(Installation installation, bool now, CancellationToken cancellation);

    /// <summary>Takes every scale set of this home out of the cluster; the controller stays.</summary>
    /// <param name="now">Ends running jobs instead of waiting for them.</param>
    /// <param name="cancellation">Ends the wait; the next call goes on from there.</param>
    Task DownAsync(bool now, CancellationToken cancellation);

    /// <summary>Writes the installation's present credential into its Secret, and makes ARC see it.</summary>
    Task RotateAsync(Installation installation, CancellationToken cancellation);
}
