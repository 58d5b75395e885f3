using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;

namespace Deskrun.Commands.Clusters.Seeing;

/// <summary>The state of every installation, wherever it lives: what <c>up</c> tells, and what the clusters tell.</summary>
internal sealed class WholeStatus(CliContext context, InstallationHome home)
{
    /// <summary>Asks for it.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="only">The name of the one installation that is asked for; null means all.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<UpStatus> AskAsync(ConfigurationDocument document, string? only, CancellationToken cancellation)
    {
        var asked = document.Installations.Where(each => only is null || each.Name == only).ToList();
        var looking = new ClusterSights(context, home).LookAsync(asked, document, allEvents: false, cancellation);
        var local =
            await CurrentStatus.AskAsync(home.Folder, context.Time, cancellation)
            ?? new UpStatus
            {
                Running = false,
                Installations = [.. asked.Where(each => !ClusterPlace.Has(each)).Select(IdleStatus.Of)],
            };
        var sights = await looking;
        var here = local
            .Installations.Where(each => each.Backend == BackendNames.Local && (only is null || each.Name == only))
            .ToList();
        var unknown = asked.Where(each => !ClusterPlace.Has(each) && here.TrueForAll(row => row.Name != each.Name));
        return local with
        {
            Clusters = sights.Count == 0 ? null : [.. sights.Select(ClusterStatusMap.Cluster)],
            Installations =
            [
                .. here.Concat(unknown.Select(IdleStatus.Of))
                    .Concat(sights.SelectMany(ClusterStatusMap.Installations))
                    .OrderBy(each => each.Name, StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>How <c>status</c> ends: an <c>up</c> that is needed and not there, or a cluster that doesn't answer.</summary>
    public static int ExitCode(UpStatus status)
    {
        var clusters = status.Clusters ?? [];
        var needsUp = clusters.Count == 0 || status.Installations.Any(each => each.Backend == BackendNames.Local);
        return needsUp && !status.Running ? ExitCodes.NotRunning
            : clusters.Any(cluster => !cluster.Reachable) ? ExitCodes.Environment
            : ExitCodes.Success;
    }
}
