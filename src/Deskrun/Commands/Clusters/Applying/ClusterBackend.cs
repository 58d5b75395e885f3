using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Commands.Installations;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Planning;

namespace Deskrun.Commands.Clusters.Applying;

/// <inheritdoc />
internal sealed class ClusterBackend(CliContext context, InstallationHome home, ClusterAccess access) : IClusterBackend
{
    private readonly ClusterTools tools = new(context, home, access);

    /// <inheritdoc />
    public string Context => access.Context;

    /// <inheritdoc />
    public Task<ClusterApplied> ApplyAsync(ClusterApplyOptions options, CancellationToken cancellation) =>
        ApplyErrors.GuardAsync(
            Context,
            async () =>
            {
                using var alone = await tools.LockAsync(cancellation);
                return await new ClusterReconcile(context, home, access, tools).RunAsync(options, cancellation);
            },
            cancellation
        );

    /// <inheritdoc />
    public Task RemoveAsync(Installation installation, bool now, CancellationToken cancellation) =>
        RemoveAllAsync([installation.Name], now, cancellation);

    /// <inheritdoc />
    public Task DownAsync(bool now, CancellationToken cancellation) => RemoveAllAsync(null, now, cancellation);

    /// <inheritdoc />
    public Task RotateAsync(Installation installation, CancellationToken cancellation) =>
        ApplyErrors.GuardAsync(
            Context,
            async () =>
            {
                using var alone = await tools.LockAsync(cancellation);
                var credential = await new CredentialReader(context, home).ReadAsync(installation, cancellation);
                var settings = home.Configuration.Load().Cluster;
                var reading = await tools.ReadAsync(settings, withKro: false, cancellation);
                var names = PlannedScaleSet.Of(installation).Select(set => set.Name).ToHashSet();
                var records = reading.Records.Values.Where(each => names.Contains(each.Release)).ToList();
                if (records.Count == 0)
                {
                    Say($"{installation.Name} is not in the cluster yet; deskrun up takes the new credential along.");
                    return false;
                }

                var work = tools.Work(settings, helm: null);
                if (!await SecretApplier.ApplyAsync(work, credential, cancellation))
                {
                    Say($"the cluster has this credential of {installation.Name} already; nothing was changed");
                    return false;
                }

                await ListenersAsync(work, reading, records[0].ChartVersion, names, cancellation);
                return true;
            },
            cancellation
        );

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        access.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ListenersAsync(
        ApplyWork work,
        ClusterReading reading,
        string version,
        IReadOnlySet<string> names,
        CancellationToken cancellation
    )
    {
        var space = reading.Controller?.Namespace ?? work.Namespace;
        if (ClusterVersions.AtLeast(version, ClusterVersions.ArcWithRotation))
        {
            await ListenerRestart.PromptAsync(work, space, names, cancellation);
            Say("the Secret was changed; ARC takes it over by itself");
            return;
        }

        var count = await ListenerRestart.RunAsync(work, space, names, cancellation);
        Say(
            $"the Secret was changed; ARC {version} does not notice that, so {count} listener{(count == 1 ? " is" : "s are")} "
                + $"started again (from {ClusterVersions.ArcWithRotation} on that is not needed: deskrun upgrade)"
        );
    }

    private Task RemoveAllAsync(IReadOnlyCollection<string>? only, bool now, CancellationToken cancellation) =>
        ApplyErrors.GuardAsync(
            Context,
            async () =>
            {
                using var alone = await tools.LockAsync(cancellation);
                var document = home.Configuration.Load();
                var reading = await tools.ReadAsync(document.Cluster, withKro: false, cancellation);
                var facts = new ClusterFacts
                {
                    Backend = access.Backend,
                    UserHome = "",
                    Controller = reading.Controller,
                };
                var design = ClusterDesign.Of([], document.Cluster, facts);
                var steps = reading
                    .Records.Values.Where(each =>
                        each.Installation is { } name && (only is null || only.Contains(name))
                    )
                    .Select(each => new PlanStep(
                        PlanStepKind.Remove,
                        PlanSubject.ScaleSet,
                        each.Release,
                        "it is removed"
                    ))
                    .ToList();
                var applier = new ClusterApplier(
                    tools.Work(document.Cluster, steps.Count > 0 ? await tools.HelmAsync(cancellation) : null),
                    design,
                    reading,
                    new Dictionary<string, CredentialSecret>(),
                    Others(document, only)
                );
                if (steps.Count > 0 || applier.HasOrphanSecrets)
                {
                    await applier.ApplyAsync(new ClusterPlan(steps), now, cancellation);
                }

                return steps.Count;
            },
            cancellation
        );

    private static HashSet<string> Others(ConfigurationDocument document, IReadOnlyCollection<string>? only) =>
        only is null ? [] : [.. document.Installations.Select(each => each.Name).Where(each => !only.Contains(each))];

    private void Say(string text) => context.Terminal.Error.WriteLine(text);
}
