using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Backends.Local;
using Deskrun.Backends.Local.Process;
using Deskrun.Backends.Local.Programs;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Pools.Owners;
using Deskrun.Pools.Scaling;
using Deskrun.Testing;

namespace Deskrun.Clusters.Tests.Moving;

/// <summary>
/// Does in one namespace what ARC does: registers the scale set of an AutoscalingRunnerSet at the service, listens for it
/// and runs its jobs (as processes here); when the object is deleted it takes no new jobs, waits for the running ones,
/// deletes the scale set and only then takes its finalizer off.
/// </summary>
internal sealed class ServingArc : IAsyncDisposable
{
    public const string Finalizer = "autoscalingrunnerset.actions.github.com/finalizer";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private readonly TempFolder home = new();
    private readonly KubeClient cluster;
    private readonly string space;
    private readonly ActionsServiceClient service;
    private readonly ProcessDriver driver;
    private readonly OwnerLock owner;
    private readonly OwnerLocks owners;
    private readonly Dictionary<string, LocalPool> pools = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    public ServingArc(KubeClient cluster, string space, ActionsServiceClient service, IRunnerProgram runner)
    {
        this.cluster = cluster;
        this.space = space;
        this.service = service;
        driver = new ProcessDriver(new ProcessDriverOptions { Home = home.Path, Program = runner });
        owners = new OwnerLocks(home.Path);
        owner = owners.Acquire(OwnerName.Create(OwnerKind.Up));
        loop = LoopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        foreach (var pool in pools.Values)
        {
            await pool.DisposeAsync();
        }

        owner.Dispose();
        driver.Dispose();
        stop.Dispose();
        home.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                foreach (var set in (await cluster.ListAsync(ArcKinds.RunnerSets, space, null, stop.Token)).Items)
                {
                    await (set.Text("metadata", "deletionTimestamp") is null ? ServeAsync(set) : EndAsync(set));
                }

                await Task.Delay(Step, TimeProvider.System, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(JsonObject set)
    {
        var name = set.Name()!;
        if (pools.ContainsKey(name))
        {
            return;
        }

        pools[name] = await LocalPool.StartAsync(
            new LocalPoolOptions
            {
                Client = service,
                ScaleSet = new ScaleSetSpec { Name = name },
                Driver = driver,
                Owners = owners,
                Owner = owner,
                Limits = new PoolLimits(0, (int)(set.Whole("spec", "maxRunners") ?? 2)),
                Gate = new OpenGate(),
            },
            stop.Token
        );
        await PatchAsync(
            name,
            new JsonObject
            {
                ["annotations"] = new JsonObject { [ArcKinds.ScaleSetIdAnnotation] = $"{pools[name].ScaleSetId}" },
            }
        );
    }

    private async Task EndAsync(JsonObject set)
    {
        var name = set.Name()!;
        if (pools.Remove(name, out var pool))
        {
            await pool.StopAsync(stop.Token);
            var number = pool.ScaleSetId;
            await pool.DisposeAsync();
            await service.DeleteScaleSetAsync(number, stop.Token);
        }

        await PatchAsync(name, new JsonObject { ["finalizers"] = null });
    }

    private Task PatchAsync(string name, JsonObject metadata) =>
        cluster.PatchAsync(
            ArcKinds.RunnerSets,
            space,
            name,
            KubePatch.Merge(new JsonObject { ["metadata"] = metadata }),
            cancellation: stop.Token
        );
}
