using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Adding;
using Deskrun.Installations;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>
/// Proves which scale sets the service has lost. It is asked only of those whose listener gets nowhere, so that an
/// <c>up</c> with nothing to do asks nobody.
/// </summary>
internal sealed class LostScaleSets(CliContext context, InstallationHome home, KubeClient cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The reading with the number of each scale set that is lost.</summary>
    /// <param name="reading">What was just read of the cluster.</param>
    /// <param name="acted">The installations that are acted on.</param>
    /// <param name="controllerSpace">The controller's namespace.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ClusterReading> MarkAsync(
        ClusterReading reading,
        IReadOnlyList<Installation> acted,
        string controllerSpace,
        CancellationToken cancellation
    )
    {
        var suspects = await SuspectsAsync(reading, controllerSpace, cancellation);
        var asked = acted
            .Select(each => (Installation: each, Sets: Of(each, suspects, reading)))
            .Where(each => each.Sets.Count > 0)
            .Select(each => AskAsync(each.Installation, each.Sets, cancellation));
        var lost = (await Task.WhenAll(asked)).SelectMany(each => each).ToDictionary(each => each.Name);
        return lost.Count == 0
            ? reading
            : reading with
            {
                Found = reading.Found with
                {
                    ScaleSets =
                    [
                        .. reading.Found.ScaleSets.Select(each =>
                            each with
                            {
                                LostNumber = lost.GetValueOrDefault(each.Name)?.Number,
                            }
                        ),
                    ],
                },
            };
    }

    private async Task<IReadOnlyList<SuspectScaleSet>> SuspectsAsync(
        ClusterReading reading,
        string controllerSpace,
        CancellationToken cancellation
    )
    {
        try
        {
            return await ListenerSuspicion.FindAsync(cluster, reading, controllerSpace, cancellation);
        }
        catch (KubeException refused) when (refused.Forbidden || refused.NotFound)
        {
            // Who may not look at listeners can still deploy; status names the missing right.
            return [];
        }
    }

    private static List<SuspectScaleSet> Of(
        Installation installation,
        IReadOnlyList<SuspectScaleSet> suspects,
        ClusterReading reading
    ) => [.. suspects.Where(each => reading.Records[each.Name].Installation == installation.Name)];

    private async Task<IReadOnlyList<SuspectScaleSet>> AskAsync(
        Installation installation,
        IReadOnlyList<SuspectScaleSet> sets,
        CancellationToken cancellation
    )
    {
        var lost = new List<SuspectScaleSet>();
        var unanswered = await new ServiceQuestion(context, home).AskAsync(
            installation,
            Patience,
            async (service, limit) =>
            {
                foreach (var set in sets)
                {
                    if (await service.GetScaleSetAsync(set.Number, limit) is null)
                    {
                        lost.Add(set);
                    }
                }
            },
            cancellation
        );
        if (unanswered is null)
        {
            return lost;
        }

        var names = string.Join(", ", sets.Select(each => each.Name));
        context.Terminal.Error.WriteLine(
            $"warning: no listener of {names} gets anywhere, and {installation.Repository} can't be asked whether it "
                + $"still has the scale set ({unanswered.Cause}); see: deskrun status {installation.Name}"
        );
        return [];
    }
}
