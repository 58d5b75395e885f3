using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Commands.Clusters;
using Deskrun.Installations;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Clusters.Tests.Moving;

/// <summary>A cluster on which an installation is its AutoscalingRunnerSet alone: what moving needs of applying and removing.</summary>
internal sealed class DirectCluster(KubeClient client, string space) : IClusterBackend
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Names that were removed, each as often as it was asked for.</summary>
    public List<string> Removed { get; } = [];

    public string Context => "test";

    public Task<ClusterApplied> ApplyAsync(ClusterApplyOptions options, CancellationToken cancellation) =>
        throw new NotSupportedException("the tests create what they need");

    /// <summary>Makes the installation's AutoscalingRunnerSet, unless it is there.</summary>
    public async Task CreateAsync(string name, int runners)
    {
        var set = new JsonObject
        {
            ["apiVersion"] = ArcKinds.RunnerSets.ApiVersion,
            ["kind"] = ArcKinds.RunnerSets.Kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["finalizers"] = new JsonArray(ServingArc.Finalizer) },
            ["spec"] = new JsonObject { ["maxRunners"] = runners },
        };
        await client.CreateAsync(ArcKinds.RunnerSets, space, set);
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
    }

    public Task RotateAsync(Installation installation, CancellationToken cancellation) =>
        throw new NotSupportedException("moving rotates nothing");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
