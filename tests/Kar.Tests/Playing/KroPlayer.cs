using Deskrun.Kubernetes.Verbs;

namespace Kar.Tests.Playing;

/// <summary>Plays KRO and the kubelet for one instance: labels, children, status.</summary>
internal sealed class KroPlayer(KubeClient client, string space, string runner)
{
    /// <summary>The name of the instance's set of children.</summary>
    public string ApplySet { get; init; } = "applyset-test-v1";

    /// <summary>Waits until kar has created the instance.</summary>
    public async Task<JsonObject> SeeInstanceAsync(int seconds = 30)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var watch = new Deskrun.Kubernetes.Watch.KubeWatch(
            client,
            Definitions.Instances,
            space,
            new Deskrun.Kubernetes.Watch.WatchOptions { Selection = ListOptions.Named(runner) }
        );
        try
        {
            await foreach (var seen in watch.ReadAsync(patience.Token))
            {
                if (seen is { Type: Deskrun.Kubernetes.Watch.WatchEventType.Added, Object: { } instance })
                {
                    return instance;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }

        throw new TimeoutException($"kar creates no instance {space}/{runner} within {seconds} s");
    }

    /// <summary>Waits for the instance and labels it as KRO does first of all.</summary>
    public async Task AcceptAsync(string version = "v0.9.3", bool finalizer = false)
    {
        await SeeInstanceAsync();
        await LabelAsync(version, finalizer);
    }

    /// <summary>Labels the instance as KRO does.</summary>
    public Task LabelAsync(string version = "v0.9.3", bool finalizer = false) =>
        MergeAsync(
            new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["labels"] = new JsonObject
                    {
                        ["applyset.kubernetes.io/id"] = ApplySet,
                        ["kro.run/kro-version"] = version,
                        ["kro.run/owned"] = "true",
                    },
                    ["finalizers"] = finalizer ? new JsonArray("kro.run/finalizer") : null,
                },
            }
        );

    public Task MergeAsync(JsonObject changes) =>
        client.PatchAsync(Definitions.Instances, space, runner, KubePatch.Merge(changes));

    /// <summary>Writes fields of the instance's status; null removes one.</summary>
    public Task StatusAsync(JsonObject status) =>
        client.PatchAsync(
            Definitions.Instances,
            space,
            runner,
            KubePatch.Merge(new JsonObject { ["status"] = status }),
            new WriteOptions { Subresource = "status" }
        );

    /// <summary>Writes state and, if given, phase and exit code.</summary>
    public Task StatusAsync(string state, string? phase = null, int? exitCode = null)
    {
        var status = new JsonObject { ["state"] = state };
        if (phase is not null)
        {
            status["phase"] = phase;
        }

        if (exitCode is not null)
        {
            status["exitCode"] = exitCode;
        }

        return StatusAsync(status);
    }

    /// <summary>Makes a child as KRO labels it.</summary>
    public async Task<JsonObject> ChildAsync(ResourceKind kind, string id, JsonObject manifest)
    {
        manifest["metadata"]!["labels"] = new JsonObject
        {
            ["applyset.kubernetes.io/part-of"] = ApplySet,
            ["kro.run/node-id"] = id,
        };
        return await client.CreateAsync(kind, space, manifest);
    }

    public Task<JsonObject> PodAsync(string name = "demo-job") =>
        ChildAsync(WellKnown.Pods, "runnerPod", PodManifest(name));

    /// <summary>Makes a virtual machine as KRO labels it, and its instance that runs, as KubeVirt does.</summary>
    public async Task MachineAsync()
    {
        await ChildAsync(Definitions.VirtualMachines, "vm", Named(Definitions.VirtualMachines));
        await client.CreateAsync(
            Definitions.VirtualMachineInstances,
            space,
            Named(Definitions.VirtualMachineInstances)
        );
        await ChildStatusAsync(
            Definitions.VirtualMachineInstances,
            "demo-job",
            new JsonObject { ["phase"] = "Running" }
        );
    }

    /// <summary>An object of a kind with nothing but a name.</summary>
    public static JsonObject Named(ResourceKind kind) =>
        new()
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = new JsonObject { ["name"] = "demo-job" },
        };

    /// <summary>Writes an object's status.</summary>
    public Task ChildStatusAsync(ResourceKind kind, string name, JsonObject status) =>
        client.PatchAsync(
            kind,
            space,
            name,
            KubePatch.Merge(new JsonObject { ["status"] = status }),
            new WriteOptions { Subresource = "status" }
        );

    public Task PodStatusAsync(
        string phase,
        JsonObject? runnerState = null,
        JsonObject? more = null,
        string pod = "demo-job"
    )
    {
        var status = more ?? [];
        status["phase"] = phase;
        if (runnerState is not null)
        {
            status["containerStatuses"] = new JsonArray(ContainerStatus("runner", runnerState));
        }

        return ChildStatusAsync(WellKnown.Pods, pod, status);
    }

    public static JsonObject ContainerStatus(string name, JsonObject state) =>
        new()
        {
            ["name"] = name,
            ["image"] = "x",
            ["imageID"] = "",
            ["ready"] = false,
            ["restartCount"] = 0,
            ["state"] = state,
        };

    public static JsonObject Running() =>
        new() { ["running"] = new JsonObject { ["startedAt"] = "2026-01-01T00:00:00Z" } };

    public static JsonObject Terminated(int code, string reason = "Error") =>
        new()
        {
            ["terminated"] = new JsonObject { ["exitCode"] = code, ["reason"] = reason },
        };

    public static JsonObject Waiting(string reason, string message) =>
        new()
        {
            ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message },
        };

    public static JsonObject PodManifest(string name) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["restartPolicy"] = "Never",
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "runner", ["image"] = "x" }),
            },
        };

    public static JsonObject JobManifest(string name) =>
        new()
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject { ["spec"] = PodManifest("x")["spec"]!.DeepClone() },
            },
        };
}
