using Deskrun.Backends.Cluster.Moving;
using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Adding;
using Deskrun.Installations;
using Deskrun.Installations.Homes;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Clusters.Moving;

/// <summary>
/// Moves installations between backends: stores where they shall live, then closes the side that they leave. What makes
/// the new side is the rest of <c>up</c>. Interrupted anywhere, the next call goes on from what is stored.
/// </summary>
internal sealed class BackendMover(CliContext context, InstallationHome home)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);

    /// <summary>Begins a move when one is asked for, and completes every move that was begun.</summary>
    /// <param name="target">Where all installations shall live; null when nothing new is to be moved.</param>
    /// <param name="dryRun">Only tell of moves that are under way.</param>
    /// <param name="cancellation">Ends it; what is stored says where to go on.</param>
    /// <exception cref="CliException">The target can't take an installation, or an old side can't be closed.</exception>
    public async Task<MoveGaps> RunAsync(MoveTarget? target, bool dryRun, CancellationToken cancellation)
    {
        var open = home.Configuration.Load().Installations.Where(MovePlan.IsOpen).ToList();
        if (dryRun)
        {
            open.ForEach(each =>
                context.Terminal.Error.WriteLine(
                    $"{each.Name}: its move from {ClusterPlace.Of(MovePlan.OnOldSide(each))} to {ClusterPlace.Of(each)} is completed first"
                )
            );
            return new MoveGaps(context, []);
        }

        if (target is null && open.Count == 0)
        {
            return new MoveGaps(context, []);
        }

        using var alone = await HomeLock.AcquireAsync(
            home.Folder.In("move.lock"),
            LockPatience,
            context.Time,
            cancellation
        );
        if (target is not null)
        {
            await BeginAsync(target, cancellation);
        }

        return new MoveGaps(context, await CloseAsync(cancellation));
    }

    private Task<IClusterBackend> OpenAsync(string backend, string? kubeContext, CancellationToken cancellation) =>
        ClusterBackends.OpenAsync(context, home, backend, kubeContext, cancellation);

    private async Task BeginAsync(MoveTarget target, CancellationToken cancellation)
    {
        if (target.Backend != BackendNames.Local)
        {
            // A context that doesn't exist is said before anything is stored.
            foreach (var each in Contexts(target))
            {
                await using var cluster = await OpenAsync(target.Backend, each, cancellation);
            }
        }

        await home.Configuration.ChangeAsync(
            document =>
            {
                var now = context.Time.GetUtcNow();
                var moving = document
                    .Installations.Select(each => (Before: each, After: MovePlan.Begin(each, target, now)))
                    .Where(each => each.Before != each.After)
                    .ToList();
                Refuse(moving.Select(each => each.After).ToList(), document.Installations);
                return moving.Aggregate(document, (changed, each) => changed.With(each.After));
            },
            cancellation
        );
    }

    private IEnumerable<string?> Contexts(MoveTarget target) =>
        home
            .Configuration.Load()
            .Installations.Select(each => MovePlan.Begin(each, target, default).Context)
            .Distinct();

    private void Refuse(IReadOnlyList<Installation> moving, IReadOnlyList<Installation> all)
    {
        var notBuilt = moving
            .Select(each => (each.Name, Reason: NotBuiltRules.Reason(each)))
            .Where(each => each.Reason is not null)
            .Select(each => $"{each.Name}: {each.Reason}")
            .ToList();
        if (notBuilt.Count > 0)
        {
            throw InstallationErrors.NotBuilt(string.Join(Environment.NewLine, notBuilt));
        }

        // As they will be together: two of one name may have lived side by side on different clusters.
        var after = all.Select(each => moving.FirstOrDefault(moved => moved.Name == each.Name) ?? each).ToList();
        var problems = moving
            .SelectMany(each => Problems(each, after).Select(problem => $"{each.Name}: {problem}"))
            .ToList();
        if (problems.Count > 0)
        {
            throw new CliException(
                ExitCodes.Usage,
                $"{string.Join(Environment.NewLine, problems)}{Environment.NewLine}Nothing was moved."
            );
        }
    }

    private IEnumerable<string> Problems(Installation installation, IReadOnlyList<Installation> all)
    {
        var url = RepositoryUrl.Read(installation.Repository, out _);
        var trust =
            installation.Backend == BackendNames.Local ? TrustRules.Problems(installation, url, context.IsRoot) : [];
        return
        [
            .. InstallationRules.Problems(installation),
            .. trust,
            .. InstallationRules.Collisions(installation, all),
        ];
    }

    private async Task<IReadOnlyList<MovedInstallation>> CloseAsync(CancellationToken cancellation)
    {
        var open = home.Configuration.Load().Installations.Where(MovePlan.IsOpen).ToList();
        foreach (var each in open)
        {
            var old = ClusterPlace.Of(MovePlan.OnOldSide(each));
            context.Terminal.Error.WriteLine(
                $"{each.Name}: moving from {old} to {ClusterPlace.Of(each)}; {old} takes no new jobs, those that wait stay at the service"
            );
        }

        var moved = new List<MovedInstallation>();
        foreach (var side in open.GroupBy(each => ClusterPlace.Of(MovePlan.OnOldSide(each))))
        {
            if (side.Key.Backend == BackendNames.Local)
            {
                await new LocalSide(context, home).CloseAsync([.. side.Select(each => each.Name)], cancellation);
                moved.AddRange(await ClosedAsync([.. side], cancellation));
                continue;
            }

            await using var cluster = await OpenOldAsync(side.Key, cancellation);
            foreach (var each in side)
            {
                if (cluster is null)
                {
                    moved.AddRange(await ClosedAsync([each], cancellation));
                    continue;
                }

                await new ClusterSide(context, home).CloseAsync(cluster, MovePlan.OnOldSide(each), cancellation);
                moved.AddRange(await ClosedAsync([each], cancellation));
            }
        }

        if (moved.Exists(each => each.To.Backend == BackendNames.Local))
        {
            await new LocalSide(context, home).ReloadAsync(cancellation);
        }

        return moved;
    }

    /// <summary>Opens the cluster that is left; null when it is a kind cluster that is gone with everything in it.</summary>
    private async Task<IClusterBackend?> OpenOldAsync(ClusterPlace place, CancellationToken cancellation)
    {
        try
        {
            return await OpenAsync(place.Backend, place.Context, cancellation);
        }
        catch (CliException missing) when (place.Backend == BackendNames.Kind && missing.ExitCode == ExitCodes.Usage)
        {
            // Deleting a kind cluster takes its context out of the kubeconfig, and so does much else.
            await new LeftKind(context, home).ProveDeletedAsync(missing, cancellation);
            context.Terminal.Error.WriteLine(
                $"warning: the kind cluster was deleted, so nothing is left to close there ({missing.Message})"
            );
            return null;
        }
    }

    private async Task<IReadOnlyList<MovedInstallation>> ClosedAsync(
        IReadOnlyList<Installation> closed,
        CancellationToken cancellation
    )
    {
        await home.Configuration.ChangeAsync(
            document =>
                closed.Aggregate(
                    document,
                    (changed, each) =>
                        changed.Find(each.Name) is { } stored
                            ? changed.With(MovePlan.Closed(stored, each.MovingFrom!))
                            : changed
                ),
            cancellation
        );
        return [.. closed.Select(each => new MovedInstallation(each.Name, each.MovingFrom!, ClusterPlace.Of(each)))];
    }
}
