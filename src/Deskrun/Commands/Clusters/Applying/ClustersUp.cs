using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>What <c>up</c> and <c>down</c> do on all the clusters of a home.</summary>
internal sealed class ClustersUp(CliContext context, InstallationHome home)
{
    /// <summary>Makes every cluster be as the configuration says.</summary>
    public async Task<ClustersDone> ApplyAsync(ClusterApplyOptions options, CancellationToken cancellation)
    {
        var all = new ClustersDone();
        foreach (var place in Places())
        {
            await all.TryAsync(place, () => ApplyAsync(place, options, cancellation));
        }

        return all;
    }

    /// <summary>Takes every scale set of this home out of its clusters.</summary>
    public async Task<ClustersDone> DownAsync(bool now, CancellationToken cancellation)
    {
        var all = new ClustersDone();
        foreach (var place in Places())
        {
            await all.TryAsync(place, () => DownAsync(place, now, cancellation));
        }

        return all;
    }

    private async Task ApplyAsync(ClusterPlace place, ClusterApplyOptions options, CancellationToken cancellation)
    {
        await using var cluster = await OpenAsync(place, cancellation);
        var done = await cluster.ApplyAsync(options, cancellation);
        var kept = done.Kept == 1 ? "1 thing is" : $"{done.Kept} things are";
        context.Terminal.Error.WriteLine(
            (options.DryRun, done.Changed) switch
            {
                (_, 0) => $"{cluster.Context}: nothing to change; {kept} as it should be.",
                (true, _) => $"{cluster.Context}: {done.Changed} to do; nothing was changed (--dry-run).",
                _ => $"{cluster.Context}: {done.Changed} done; {kept} as before. See: deskrun status",
            }
        );
    }

    private async Task DownAsync(ClusterPlace place, bool now, CancellationToken cancellation)
    {
        await using var cluster = await OpenAsync(place, cancellation);
        await cluster.DownAsync(now, cancellation);
        context.Terminal.Error.WriteLine(
            $"{cluster.Context}: its scale sets are gone; the installations stay configured, and ARC's controller stays."
        );
    }

    private IReadOnlyList<ClusterPlace> Places() =>
        [
            .. home
                .Configuration.Load()
                .Installations.Where(ClusterPlace.Has)
                .Select(ClusterPlace.Of)
                .Distinct()
                .OrderBy(place => place.ToString(), StringComparer.Ordinal),
        ];

    private Task<IClusterBackend> OpenAsync(ClusterPlace place, CancellationToken cancellation) =>
        ClusterBackends.OpenAsync(context, home, place.Backend, place.Context, cancellation);
}
