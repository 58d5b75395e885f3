using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Yaml;
using Deskrun.KubeServer;

namespace Deskrun.Clusters.Tests.Seeing;

/// <summary>Objects as ARC would make them, in a namespace of a real API server.</summary>
internal sealed partial class ArcWorld(KubeClient client, string space)
{
    private const int AtOnce = 16;
    private static readonly WriteOptions Forced = new() { FieldManager = "tests", Force = true };
    private static readonly WriteOptions Status = new() { Subresource = "status" };

    /// <summary>Makes the server know ARC's kinds.</summary>
    public static async Task TeachAsync(TestCluster cluster, [CallerFilePath] string here = "")
    {
        using var client = cluster.Client();
        var folder = Path.GetFullPath(Path.Combine(here, "../../Charts/gha-runner-scale-set-controller/crds"));
        foreach (var file in Directory.GetFiles(folder))
        {
            var crd = KubeYaml.ReadManifests(File.ReadAllText(file), file)[0];
            await client.ApplyAsync(WellKnown.CustomResourceDefinitions, null, crd, Forced);
            await new KubeDiscovery(client).WaitForAsync(
                crd.Text("spec", "group")!,
                "v1alpha1",
                crd.Text("spec", "names", "kind")!,
                TimeSpan.FromSeconds(30)
            );
        }
    }

    /// <summary>A ready controller that serves one namespace, its own unless another is named.</summary>
    public Task ControllerAsync(string? only = null) =>
        PodAsync(
            "deskrun-arc-1",
            new JsonObject
            {
                [ArcKinds.PartOfLabel] = ArcKinds.ControllerPartOf,
                [ArcKinds.ComponentLabel] = ArcKinds.ControllerComponent,
                ["app.kubernetes.io/version"] = "0.14.2",
            },
            ready: true,
            $"--watch-single-namespace={only ?? space}"
        );

    /// <summary>A scale set of ours with its listener and idle runners.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="runners">How many runners.</param>
    /// <param name="controllers">Where ARC keeps its listeners; null means beside the scale set.</param>
    public async Task ScaleSetAsync(string name, int runners, ArcWorld? controllers = null)
    {
        var labels = new JsonObject { [ArcKinds.ScaleSetLabel] = name };
        var record = Object(
            "v1",
            "ConfigMap",
            $"deskrun-release-{name}",
            new JsonObject { ["deskrun.dev/managed-by"] = "deskrun" }
        );
        record["metadata"]!["annotations"] = new JsonObject { ["deskrun.dev/state"] = "applied" };
        await client.CreateAsync(WellKnown.ConfigMaps, space, record);
        var set = Object("actions.github.com/v1alpha1", "AutoscalingRunnerSet", name, Copy(labels));
        set["metadata"]!["annotations"] = new JsonObject { [ArcKinds.ScaleSetIdAnnotation] = "7" };
        set["spec"] = new JsonObject { ["githubConfigUrl"] = "https://github.com/o/r", ["maxRunners"] = runners };
        await client.CreateAsync(ArcKinds.RunnerSets, space, set);
        var ephemeral = Object("actions.github.com/v1alpha1", "EphemeralRunnerSet", name, Copy(labels));
        ephemeral["spec"] = new JsonObject { ["replicas"] = runners };
        await client.CreateAsync(ArcKinds.EphemeralSets, space, ephemeral);
        await (controllers ?? this).ListenerAsync(name, space);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, runners),
            options,
            async (index, _) => await RunnerAsync($"{name}-runner-{index}", Copy(labels), index)
        );
    }

    private async Task ListenerAsync(string scaleSet, string scaleSetSpace)
    {
        var labels = new JsonObject
        {
            [ArcKinds.ScaleSetLabel] = scaleSet,
            [ArcKinds.ComponentLabel] = "runner-scale-set-listener",
        };
        var listener = Object(
            "actions.github.com/v1alpha1",
            "AutoscalingListener",
            $"{scaleSet}-listener",
            Copy(labels)
        );
        listener["spec"] = new JsonObject
        {
            ["autoscalingRunnerSetName"] = scaleSet,
            ["autoscalingRunnerSetNamespace"] = scaleSetSpace,
        };
        await client.CreateAsync(ArcKinds.Listeners, space, listener);
        await PodAsync($"{scaleSet}-listener", labels, ready: true);
    }

    private async Task RunnerAsync(string name, JsonObject labels, int index)
    {
        var runner = Object("actions.github.com/v1alpha1", "EphemeralRunner", name, Copy(labels));
        runner["spec"] = new JsonObject { ["githubConfigUrl"] = "https://github.com/o/r", ["spec"] = Spec() };
        await client.CreateAsync(ArcKinds.Runners, space, runner);
        var status = new JsonObject { ["phase"] = "Running", ["runnerName"] = name };
        if (index % 2 == 0)
        {
            status["jobId"] = Guid.NewGuid().ToString();
            status["jobDisplayName"] = $"job {index}";
            status["workflowRunId"] = 40 + index;
        }

        await PatchStatusAsync(ArcKinds.Runners, name, status);
        await PodAsync(name, Copy(labels), ready: true);
    }

    private async Task PodAsync(string name, JsonObject labels, bool ready, params string[] arguments)
    {
        var pod = Object("v1", "Pod", name, labels);
        pod["spec"] = Spec();
        pod["spec"]!["containers"]![0]!["args"] = new JsonArray([.. arguments.Select(each => JsonValue.Create(each))]);
        await client.CreateAsync(WellKnown.Pods, space, pod);
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var container = new JsonObject
        {
            ["name"] = "runner",
            ["image"] = "x",
            ["imageID"] = "",
            ["ready"] = ready,
            ["restartCount"] = 0,
            ["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = now } },
        };
        var conditions = new JsonArray();
        foreach (var type in new[] { "PodScheduled", "Initialized", "ContainersReady", "Ready" })
        {
            conditions.Add(
                new JsonObject
                {
                    ["type"] = type,
                    ["status"] = "True",
                    ["lastTransitionTime"] = now,
                }
            );
        }

        await PatchStatusAsync(
            WellKnown.Pods,
            name,
            new JsonObject
            {
                ["phase"] = "Running",
                ["startTime"] = now,
                ["conditions"] = conditions,
                ["containerStatuses"] = new JsonArray(container),
            }
        );
    }

    private Task PatchStatusAsync(ResourceKind kind, string name, JsonObject status) =>
        client.PatchAsync(kind, space, name, KubePatch.Merge(new JsonObject { ["status"] = status }), Status);

    private static JsonObject Spec() =>
        new()
        {
            ["serviceAccountName"] = "default",
            ["automountServiceAccountToken"] = false,
            ["containers"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "runner",
                    ["image"] = "ghcr.io/actions/actions-runner:2.330.0",
                    ["command"] = new JsonArray("/home/runner/run.sh"),
                    ["env"] = new JsonArray(
                        new JsonObject
                        {
                            ["name"] = "ACTIONS_RUNNER_CONTAINER_HOOKS",
                            ["value"] = "/home/runner/k8s/index.js",
                        }
                    ),
                }
            ),
        };

    private static JsonObject Object(string apiVersion, string kind, string name, JsonObject labels) =>
        new()
        {
            ["apiVersion"] = apiVersion,
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
        };

    private static JsonObject Copy(JsonObject labels) => (JsonObject)labels.DeepClone();
}
