using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Adding;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Installations;
using Deskrun.Installations.Planning;

namespace Deskrun.Commands.Clusters.Collecting;

/// <summary>
/// Runners that an installation's scale sets have at the service, that are offline, and that the cluster hasn't got any
/// more. A dead credential makes this a warning and nothing else.
/// </summary>
internal sealed class OfflineRunners(CliContext context, InstallationHome home)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>Finds them, and removes them unless only asked to look.</summary>
    /// <param name="installation">Whose.</param>
    /// <param name="alive">Reads the names of the runners in the cluster.</param>
    /// <param name="dryRun">Only look.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The names, and a warning when the service could not be asked.</returns>
    public async Task<(IReadOnlyList<string> Names, string? Warning)> CollectAsync(
        Installation installation,
        Func<Task<IReadOnlySet<string>>> alive,
        bool dryRun,
        CancellationToken cancellation
    )
    {
        var gone = new List<string>();
        var unanswered = await new ServiceQuestion(context, home).AskAsync(
            installation,
            Patience,
            async (service, limit) =>
            {
                foreach (var runner in await FindAsync(service, installation, alive, limit))
                {
                    if (dryRun || await service.RemoveRunnerAsync(runner.Id, limit) == RunnerRemoval.Removed)
                    {
                        gone.Add(runner.Name);
                    }
                }
            },
            cancellation
        );
        return unanswered is null
            ? (gone, null)
            : (
                gone,
                $"the runners of {installation.Name} at {installation.Repository} were not looked at: {unanswered.Cause}"
            );
    }

    private static async Task<IReadOnlyList<RunnerReference>> FindAsync(
        ActionsServiceClient client,
        Installation installation,
        Func<Task<IReadOnlySet<string>>> alive,
        CancellationToken cancellation
    )
    {
        var group = await client.GetRunnerGroupAsync(installation.RunnerGroup, cancellation);
        var ids = new HashSet<int>();
        foreach (var set in PlannedScaleSet.Of(installation))
        {
            if (await client.FindScaleSetAsync(group.Id, set.Name, cancellation) is { } found)
            {
                ids.Add(found.Id);
            }
        }

        var all = await client.ListRunnersAsync(null, cancellation);

        // Read afterwards: what was registered before this is in the cluster, unless it is gone for good.
        var there = await alive();
        return
        [
            .. all.Where(each => ids.Contains(each.ScaleSetId) && each.IsOnline == false && each.IsBusy != true)
                .Where(each => !there.Contains(each.Name)),
        ];
    }
}
