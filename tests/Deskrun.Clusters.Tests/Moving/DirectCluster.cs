using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Commands.Clusters;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Installations;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Clusters.Tests.Moving;

/// <summary>A cluster on which an installation is its AutoscalingRunnerSet alone: what moving needs of applying and removing.</summary>
internal sealed class DirectCluster(KubeClient client, string space, ActionsServiceClient service) : IClusterBackend
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Names that were removed, each as often as it was asked for.</summary>
    public List<string> Removed { get; } = [];

    public string Context => "test";

    /// <summary>Makes the one AutoscalingRunnerSet, and waits until it is registered.</summary>
    public async Task<ClusterApplied> ApplyAsync(ClusterApplyOptions options, CancellationToken cancellation)
    {
        const string name = "demo";

        // One session per scale set: the other side must have let go of it, and of its runners, before.
        Assert.Empty(await service.ListRunnersAsync(null, cancellation));
        var set = new JsonObject
        {
            ["apiVersion"] = ArcKinds.RunnerSets.ApiVersion,
            ["kind"] = ArcKinds.RunnerSets.Kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["finalizers"] = new JsonArray(ServingArc.Finalizer) },
            ["spec"] = new JsonObject { ["maxRunners"] = 2 },
        };
        await client.CreateAsync(ArcKinds.RunnerSets, space, set, cancellation: cancellation);
        using var limit = new CancellationTokenSource(Patience);
        while (
            (await client.GetAsync(ArcKinds.RunnerSets, space, name, cancellation)).Annotation(
                ArcKinds.ScaleSetIdAnnotation
            )
                is null
        )
        {
            await Task.Delay(Step, TimeProvider.System, limit.Token);
        }

        return new ClusterApplied(1, 0);
    }

    public async Task RemoveAsync(Installation installation, bool now, CancellationToken cancellation)
    {
        Assert.Equal(BackendNames.Kubernetes, installation.Backend);
        Assert.False(now);
        Removed.Add(installation.Name);
        await client.DeleteAsync(ArcKinds.RunnerSets, space, installation.Name, cancellation: cancellation);
        using var limit = new CancellationTokenSource(Patience);
        while (await client.FindAsync(ArcKinds.RunnerSets, space, installation.Name, cancellation) is not null)
        {
            await Task.Delay(Step, TimeProvider.System, limit.Token);
        }

        Assert.Empty(await service.ListScaleSetsAsync(cancellation));
    }

    public Task DownAsync(bool now, CancellationToken cancellation) =>
        throw new NotSupportedException("moving takes away single installations");

    public Task RotateAsync(Installation installation, CancellationToken cancellation) =>
        throw new NotSupportedException("moving rotates nothing");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
