using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Applying.Collecting;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Commands.Clusters.Applying;
using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Removing;
using Deskrun.Installations;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Removal;

namespace Deskrun.Commands.Clusters.Collecting;

/// <summary>Collects what is wedged in one cluster and what it left at the service.</summary>
internal sealed class GcRun(CliContext context, InstallationHome home, ClusterAccess access)
{
    private readonly ClusterTools tools = new(context, home, access);

    /// <summary>Collects, or only says what it would collect.</summary>
    /// <returns>How much there was.</returns>
    public async Task<int> RunAsync(bool dryRun, TimeSpan older, CancellationToken cancellation)
    {
        using var alone = await tools.LockAsync(cancellation);
        var document = home.Configuration.Load();
        var here = document
            .Installations.Where(each => ClusterPlace.Has(each) && each.Backend == access.Backend)
            .Where(each => each.Backend == BackendNames.Kind || each.Context == access.Context)
            .ToList();
        var work = tools.Work(document.Cluster, helm: null);
        var reading = await tools.ReadAsync(document.Cluster, withKro: false, cancellation);
        var configured = here.Select(each => each.Name).ToHashSet();
        var garbage = await new GarbageFinder(work, reading, configured).FindAsync(older, cancellation);
        foreach (var each in garbage)
        {
            Say($"{(dryRun ? "would free" : "freeing")} {each.Name}: {each.Why}");
            if (!dryRun)
            {
                await new GarbageCollector(work).CollectAsync(each, cancellation);
                await AtServiceAsync(
                    each,
                    reading.Records.GetValueOrDefault(each.Owner)?.Installation,
                    here,
                    cancellation
                );
            }
        }

        var offline = await OfflineAsync(here, work, dryRun, cancellation);
        return garbage.Count + offline + await OrphansAsync(work, older, cancellation);
    }

    /// <summary>
    /// Instances that wait for a KRO which does nothing for them any more. What they had made may be anything, so that
    /// the way to remove it is named and not gone.
    /// </summary>
    private async Task<int> OrphansAsync(ApplyWork work, TimeSpan older, CancellationToken cancellation)
    {
        try
        {
            var all = await OrphanedInstances.FindAsync(work.Client, work.Namespace, cancellation);
            var waiting = all.Where(each =>
                    each.Instance.Time("metadata", "deletionTimestamp") is { } deleted
                    && work.Time.GetUtcNow() - deleted >= older
                )
                .ToList();
            foreach (var each in waiting)
            {
                Say(
                    $"{each.Kind} {each.Instance.Name()} waits for KRO, which removes nothing of it because its graph {each.Graph} is gone; "
                        + $"to remove it: {InstanceRemoval.WithoutGraph(each.Kind, each.Instance)}"
                );
            }

            return waiting.Count;
        }
        catch (KubeException refused) when (refused.Forbidden)
        {
            Say($"warning: instances of graphs that are gone were not looked for: {refused.Message}");
            return 0;
        }
    }

    /// <summary>A set that ARC did not take down may still be registered.</summary>
    private async Task AtServiceAsync(
        Garbage garbage,
        string? name,
        IReadOnlyList<Installation> here,
        CancellationToken cancellation
    )
    {
        if (garbage.Kind != GarbageKind.WedgedScaleSet)
        {
            return;
        }

        if (here.FirstOrDefault(each => each.Name == name) is not { } installation)
        {
            Say(
                $"warning: if GitHub still lists the scale set {garbage.Owner}, delete it there: Settings, Actions, Runners"
            );
            return;
        }

        var removal = new ScaleSetRemoval(context, home);
        if (await removal.RunAsync(installation, [garbage.Owner], force: true, cancellation) is { } warning)
        {
            Say($"warning: {warning}");
        }
    }

    private async Task<int> OfflineAsync(
        IReadOnlyList<Installation> here,
        ApplyWork work,
        bool dryRun,
        CancellationToken cancellation
    )
    {
        var count = 0;
        foreach (var installation in here)
        {
            var (names, warning) = await new OfflineRunners(context, home).CollectAsync(
                installation,
                () => RunnersAsync(work, cancellation),
                dryRun,
                cancellation
            );
            count += names.Count;
            foreach (var name in names)
            {
                Say(
                    $"{(dryRun ? "would remove" : "removed")} the offline runner {name} of {installation.Name} at GitHub"
                );
            }

            if (warning is not null)
            {
                Say($"warning: {warning}");
            }
        }

        return count;
    }

    private static async Task<IReadOnlySet<string>> RunnersAsync(ApplyWork work, CancellationToken cancellation)
    {
        try
        {
            var all = await work.Client.ListAsync(ArcKinds.Runners, work.Namespace, null, cancellation);
            return all.Items.Select(each => each.Name()!).ToHashSet();
        }
        catch (KubeException missing) when (missing.NotFound)
        {
            return new HashSet<string>();
        }
    }

    private void Say(string text) => context.Terminal.Error.WriteLine($"{access.Context}: {text}");
}
