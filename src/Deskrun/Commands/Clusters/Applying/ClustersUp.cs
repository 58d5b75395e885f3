using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>What <c>up</c> and <c>down</c> do on all the clusters of a home.</summary>
internal sealed class ClustersUp(CliContext context, InstallationHome home)
{
    /// <summary>Makes every cluster be as the configuration says.</summary>
    /// <returns>Whether there is any.</returns>
    public async Task<bool> ApplyAsync(ClusterApplyOptions options, CancellationToken cancellation)
    {
        var any = false;
        foreach (var place in Places())
        {
            any = true;
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

        return any;
    }

    /// <summary>Takes every scale set of this home out of its clusters.</summary>
    /// <returns>Whether there is any cluster.</returns>
    public async Task<bool> DownAsync(bool now, CancellationToken cancellation)
    {
        var any = false;
        foreach (var place in Places())
        {
            any = true;
            await using var cluster = await OpenAsync(place, cancellation);
            await cluster.DownAsync(now, cancellation);
            context.Terminal.Error.WriteLine(
                $"{cluster.Context}: its scale sets are gone; the installations stay configured, and ARC's controller stays."
            );
        }

        return any;
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
