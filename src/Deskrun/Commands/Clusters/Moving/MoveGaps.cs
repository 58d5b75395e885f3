using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations;
using Deskrun.Rendering;

namespace Deskrun.Commands.Clusters.Moving;

/// <summary>An installation whose old side is closed.</summary>
/// <param name="Name">The installation.</param>
/// <param name="From">Where it was, and since when that side began to close.</param>
/// <param name="To">Where it lives now.</param>
internal sealed record MovedInstallation(string Name, MovingFrom From, ClusterPlace To);

/// <summary>
/// Tells, once the new side takes jobs, how long no job was started. Jobs that were queued meanwhile waited at the service.
/// </summary>
internal sealed class MoveGaps(CliContext context, IReadOnlyList<MovedInstallation> moved)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    /// <summary>How long the new side is watched; a side that does not listen by then says why in <c>status</c>.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What was moved.</summary>
    public IReadOnlyList<MovedInstallation> Moved => moved;

    /// <summary>Tells of those that moved to clusters, which were just made to have them.</summary>
    /// <param name="failed">The clusters that could not be made to.</param>
    public void TellClusters(IReadOnlySet<ClusterPlace>? failed = null) =>
        moved
            .Where(each => each.To.Backend != BackendNames.Local && failed?.Contains(each.To) != true)
            .ToList()
            .ForEach(Tell);

    /// <summary>Watches those that moved here, and tells of each as soon as it listens.</summary>
    /// <param name="status">The state of what serves here; null when nothing does any more.</param>
    /// <param name="cancellation">Ends it without a word.</param>
    public async Task TellLocalAsync(Func<Task<UpStatus?>> status, CancellationToken cancellation)
    {
        var waiting = moved.Where(each => each.To.Backend == BackendNames.Local).ToList();
        var start = context.Time.GetTimestamp();
        try
        {
            while (waiting.Count > 0 && context.Time.GetElapsedTime(start) < Patience)
            {
                if (await status() is not { } now)
                {
                    return;
                }

                foreach (var each in waiting.Where(each => Listens(now, each.Name)).ToList())
                {
                    waiting.Remove(each);
                    Tell(each);
                }

                await Task.Delay(Step, context.Time, cancellation);
            }

            waiting.ForEach(each =>
                context.Terminal.Error.WriteLine(
                    $"{each.Name} is moved and does not listen yet; deskrun status {each.Name} tells why"
                )
            );
        }
        catch (OperationCanceledException)
        {
            // The command ends; nobody asks for the gap any more.
        }
    }

    private static bool Listens(UpStatus status, string name) =>
        status.Installations.Any(each =>
            each.Name == name
            && each.State == ServedStates.Listening
            && each.ScaleSets.Count > 0
            && each.ScaleSets.All(set => set.Healthy)
        );

    private void Tell(MovedInstallation each)
    {
        var from = new ClusterPlace(each.From.Backend, each.From.Context);

        // A mark that was written by hand may lack the moment.
        var gap =
            each.From.Since == default
                ? ""
                : $"; no new job was started for {Durations.Show(context.Time.GetUtcNow() - each.From.Since)}";
        context.Terminal.Error.WriteLine($"{each.Name} moved from {from} to {each.To}{gap}");
    }
}
