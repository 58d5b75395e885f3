using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.KubeServer;

namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>
/// Plays the cluster's controllers in one namespace: Deployments come up, and scale sets are treated as ARC treats them,
/// with its finalizers, its order of taking down, and its need of the credential.
/// </summary>
internal sealed class FakeArc : PlayedController
{
    private const string SeenHash = "actions.github.com/integrity-hash";
    private readonly string space;
    private string? version;

    public FakeArc(TestCluster cluster, string space)
        : base(
            cluster.Client(new KubeClientOptions { UserAgent = "fake-arc", FieldManager = "fake-arc" }),
            TimeSpan.FromMilliseconds(120)
        )
    {
        this.space = space;
        var number = 6;
        Register = _ => Task.FromResult(++number);
        Begin();
    }

    /// <summary>Whether it takes no scale set down.</summary>
    public bool Hangs { get; set; }

    /// <summary>Whether Deployments come up.</summary>
    public bool DeploymentsComeUp { get; set; } = true;

    /// <summary>The images with which Deployments don't come up.</summary>
    public string BadImage { get; set; } = "nothing-has-this";

    /// <summary>Which scale sets get a listener whose image has a name that can't be.</summary>
    public Func<JsonObject, bool> ListenerFails { get; set; } = _ => false;

    /// <summary>Whether it replaces the listener of a changed scale set and tells how far it got, as 0.15 does.</summary>
    public bool FollowsChanges { get; set; }

    /// <summary>Scale sets that the service has lost: ARC takes its 404 for an error, for sets and for runners.</summary>
    public HashSet<string> Lost { get; } = [];

    /// <summary>Registers a scale set at the service; gives its number.</summary>
    public Func<string, Task<int>> Register { get; set; }

    /// <summary>Names of scale sets that were taken down, each with whether its Secret was still there.</summary>
    public List<string> TakenDown { get; } = [];

    /// <summary>What went wrong inside of it.</summary>
    public List<string> Troubles { get; } = [];

    protected override async Task RoundAsync()
    {
        await DeploymentsAsync();
        await ScaleSetsAsync();
    }

    protected override void Trouble(KubeException trouble)
    {
        lock (Troubles)
        {
            Troubles.Add(trouble.Message);
        }
    }

    private async Task DeploymentsAsync()
    {
        var kind = new ResourceKind("apps", "v1", "deployments", true, "Deployment");
        foreach (var each in (await Client.ListAsync(kind, space, null, Stopped)).Items)
        {
            version = each.Label("app.kubernetes.io/version") ?? version;
            var generation = each.Whole("metadata", "generation") ?? 0;
            var image = each.Items("spec", "template", "spec", "containers").First().Text("image") ?? "";
            var up = DeploymentsComeUp && !image.Contains(BadImage, StringComparison.Ordinal) ? 1 : 0;
            if (
                each.Whole("status", "observedGeneration") == generation
                && each.Whole("status", "availableReplicas") == up
            )
            {
                continue;
            }

            var status = new JsonObject
            {
                ["observedGeneration"] = generation,
                ["replicas"] = 1,
                ["updatedReplicas"] = up,
                ["readyReplicas"] = up,
                ["availableReplicas"] = up,
            };
            await PatchAsync(kind, each.Name()!, new JsonObject { ["status"] = status }, "status");
        }
    }

    private async Task ScaleSetsAsync()
    {
        foreach (var listener in (await Client.ListAsync(ArcKinds.Listeners, space, null, Stopped)).Items)
        {
            if (listener.Text("metadata", "deletionTimestamp") is not null && !Hangs)
            {
                await Client.DeleteAsync(WellKnown.Pods, space, listener.Name()!, cancellation: Stopped);
                await FreeAsync(ArcKinds.Listeners, listener.Name()!);
            }
        }

        foreach (var set in (await Client.ListAsync(ArcKinds.RunnerSets, space, null, Stopped)).Items)
        {
            if (set.Text("metadata", "deletionTimestamp") is null && !Takes(set))
            {
                await Client.DeleteAsync(ArcKinds.RunnerSets, space, set.Name()!, cancellation: Stopped);
            }
            else if (set.Text("metadata", "deletionTimestamp") is null)
            {
                if (!FollowsChanges || !await FollowAsync(set))
                {
                    await RegisterAsync(set);
                }
            }
            else if (!Hangs)
            {
                await TakeDownAsync(set);
            }
        }
    }

    /// <summary>A controller deletes scale sets of another version; from 0.15 on the last number may differ.</summary>
    private bool Takes(JsonObject set)
    {
        var theirs = set.Label("app.kubernetes.io/version");
        return version is null
            || theirs is null
            || theirs == version
            || (
                version.StartsWith("0.15.", StringComparison.Ordinal)
                && theirs.StartsWith("0.15.", StringComparison.Ordinal)
            );
    }

    /// <summary>Replaces the listener of a set that was changed; true while it does.</summary>
    private async Task<bool> FollowAsync(JsonObject set)
    {
        var name = set.Name()!;
        var hash = Convert.ToHexString(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    $"{set.At("spec")?.ToJsonString()}{set.At("metadata", "labels")?.ToJsonString()}"
                )
            )
        );
        var phase = "Running";
        if (set.Annotation(SeenHash) != hash)
        {
            await EndListenerAsync(name);
            phase = "Pending";
        }

        if (set.Text("status", "phase") != phase)
        {
            await PatchAsync(
                ArcKinds.RunnerSets,
                name,
                new JsonObject { ["status"] = new JsonObject { ["phase"] = phase } },
                "status"
            );
        }

        if (phase == "Pending")
        {
            var metadata = new JsonObject { ["annotations"] = new JsonObject { [SeenHash] = hash } };
            await PatchAsync(ArcKinds.RunnerSets, name, new JsonObject { ["metadata"] = metadata });
        }

        return phase == "Pending";
    }

    private async Task EndListenerAsync(string set)
    {
        await RemoveAsync(ArcKinds.Listeners, set + "-listener");
        await Client.DeleteAsync(WellKnown.Pods, space, set + "-listener", cancellation: Stopped);
    }

    private async Task ListenAsync(JsonObject set)
    {
        var name = set.Name() + "-listener";
        var spec = new JsonObject { ["autoscalingRunnerSetName"] = set.Name() };
        if (await MakeAsync(ArcKinds.Listeners, name, set.Name()!, spec, FakeFinalizers.Listener))
        {
            await Client.CreateAsync(WellKnown.Pods, space, FakeListenerPod.Of(set.Name()!), cancellation: Stopped);
            await PatchAsync(WellKnown.Pods, name, FakeListenerPod.Status(!ListenerFails(set)), "status");
        }
    }

    private async Task RegisterAsync(JsonObject set)
    {
        var secret = set.Text("spec", "githubConfigSecret")!;
        if (await Client.FindAsync(WellKnown.Secrets, space, secret, Stopped) is null)
        {
            return;
        }

        await ListenAsync(set);
        if (set.Annotation(ArcKinds.ScaleSetIdAnnotation) is not null)
        {
            return;
        }

        await MakeAsync(ArcKinds.EphemeralSets, set.Name()!, set.Name()!, [], FakeFinalizers.EphemeralSet);
        var metadata = new JsonObject
        {
            ["finalizers"] = new JsonArray(FakeFinalizers.Set),
            ["annotations"] = new JsonObject { [ArcKinds.ScaleSetIdAnnotation] = $"{await Register(set.Name()!)}" },
        };
        lock (Lost)
        {
            Lost.Remove(set.Name()!);
        }

        await PatchAsync(ArcKinds.RunnerSets, set.Name()!, new JsonObject { ["metadata"] = metadata });
    }

    /// <summary>Makes a runner of a scale set that has a job; it ends when <see cref="EndJobAsync"/> says so.</summary>
    public async Task StartJobAsync(string set, string runner)
    {
        await MakeAsync(ArcKinds.Runners, runner, set, [], FakeFinalizers.Runner);
        var status = new JsonObject { ["phase"] = "Running", ["jobId"] = "job-1" };
        await PatchAsync(ArcKinds.Runners, runner, new JsonObject { ["status"] = status }, "status");
    }

    /// <summary>Makes a runner of a scale set that waits for a job, registered at the service.</summary>
    public async Task StartIdleAsync(string set, string runner)
    {
        await MakeAsync(ArcKinds.Runners, runner, set, [], FakeFinalizers.Runner, FakeFinalizers.Registration);
        var status = new JsonObject { ["phase"] = "Running" };
        await PatchAsync(ArcKinds.Runners, runner, new JsonObject { ["status"] = status }, "status");
    }

    /// <summary>Ends the job of a runner.</summary>
    public Task EndJobAsync(string runner) =>
        PatchAsync(
            ArcKinds.Runners,
            runner,
            new JsonObject { ["status"] = new JsonObject { ["jobId"] = null } },
            "status"
        );

    private async Task TakeDownAsync(JsonObject set)
    {
        var name = set.Name()!;
        if (await Client.FindAsync(WellKnown.Secrets, space, set.Text("spec", "githubConfigSecret")!, Stopped) is null)
        {
            // Without the credential ARC can't de-register: it tries for ever.
            return;
        }

        await EndListenerAsync(name);
        var options = new ListOptions { Labels = $"{ArcKinds.ScaleSetLabel}={name}" };
        var runners = (await Client.ListAsync(ArcKinds.Runners, space, options, Stopped)).Items;
        foreach (
            var runner in runners.Where(each =>
                each.Text("status", "jobId") is null || each.Text("metadata", "deletionTimestamp") is not null
            )
        )
        {
            if (!IsLost(name) || !runner.ToJsonString().Contains(FakeFinalizers.Registration, StringComparison.Ordinal))
            {
                await RemoveAsync(ArcKinds.Runners, runner.Name()!);
            }
        }

        if (runners.Count > 0)
        {
            return;
        }

        await RemoveAsync(ArcKinds.EphemeralSets, name);
        if (IsLost(name) && set.Annotation(ArcKinds.ScaleSetIdAnnotation) is not null)
        {
            return;
        }

        foreach (var (key, kind) in FakeFinalizers.Dependents)
        {
            if (set.Annotation("actions.github.com/cleanup-" + key) is { } dependent)
            {
                await FreeAsync(kind, dependent);
            }
        }

        lock (TakenDown)
        {
            TakenDown.Add(name);
        }

        await FreeAsync(ArcKinds.RunnerSets, name);
    }

    private bool IsLost(string set)
    {
        lock (Lost)
        {
            return Lost.Contains(set);
        }
    }

    private async Task<bool> MakeAsync(
        ResourceKind kind,
        string name,
        string set,
        JsonObject spec,
        params string[] finalizers
    )
    {
        var made = new JsonObject
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject { [ArcKinds.ScaleSetLabel] = set },
                ["finalizers"] = new JsonArray([.. finalizers.Select(each => JsonValue.Create(each))]),
            },
            ["spec"] = spec,
        };
        if (await Client.FindAsync(kind, space, name, Stopped) is not null)
        {
            return false;
        }

        await Client.CreateAsync(kind, space, made, cancellation: Stopped);
        return true;
    }

    private async Task RemoveAsync(ResourceKind kind, string name)
    {
        if (await Client.DeleteAsync(kind, space, name, cancellation: Stopped))
        {
            await FreeAsync(kind, name);
        }
    }

    private async Task FreeAsync(ResourceKind kind, string name)
    {
        if (await Client.FindAsync(kind, space, name, Stopped) is not null)
        {
            var metadata = new JsonObject { ["finalizers"] = null };
            await PatchAsync(kind, name, new JsonObject { ["metadata"] = metadata });
        }
    }

    private Task PatchAsync(ResourceKind kind, string name, JsonObject change, string? subresource = null) =>
        Client.PatchAsync(
            kind,
            space,
            name,
            KubePatch.Merge(change),
            new WriteOptions { Subresource = subresource },
            Stopped
        );
}
