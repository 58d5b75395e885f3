using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Yaml;
using Deskrun.Testing;

namespace Kar.Tests.Playing;

/// <summary>
/// One test's namespace with an RGD, kar's Pod and exactly the rights that <c>kar rbac</c> prints. The test plays KRO,
/// kubelet and ARC through it.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>What is planted as JIT config and must appear nowhere.</summary>
    public const string Jit = "eyJwbGFudGVkIjoidGhpcy1pcy1hLXNlY3JldC1qaXQtY29uZmlnIn0=";

    private readonly TempFolder _folder = new();
    private readonly List<KarProcess> _started = [];

    private Stage(TestCluster cluster, string space, string scaleSet)
    {
        (Cluster, Space, ScaleSet) = (cluster, space, scaleSet);
        Client = cluster.Client();
        Kro = new KroPlayer(Client, space, Runner);
        TerminationLog = _folder.Write("termination-log", "");
    }

    public TestCluster Cluster { get; }

    public KubeClient Client { get; }

    public string Space { get; }

    public string ScaleSet { get; }

    public string Runner => "demo-runner-abc12";

    public string GraphName => ScaleSet + "-rgd";

    public KroPlayer Kro { get; }

    public string PodUid { get; private set; } = "";

    public string TerminationLog { get; }

    public string Account => "kar";

    /// <summary>The user name that the audit log shows for kar.</summary>
    public string User => $"system:serviceaccount:{Space}:{Account}";

    public string TerminationMessage => File.ReadAllText(TerminationLog);

    /// <summary>Sets everything up.</summary>
    /// <param name="graph">The RGD; null for none.</param>
    /// <param name="cluster">A cluster of the test's own.</param>
    /// <param name="grant">Whether to grant the rights that kar prints.</param>
    public static async Task<Stage> SetAsync(JsonObject? graph, TestCluster? cluster = null, bool grant = true)
    {
        cluster ??= await TestCluster.SharedAsync();
        await Definitions.EnsureAsync(cluster);
        var space = await cluster.NewNamespaceAsync();
        var stage = new Stage(cluster, space, "set-" + space);
        await stage.MakePodAsync();
        if (graph is not null)
        {
            await stage.PutGraphAsync(graph, TestGraphs.Active());
            if (grant)
            {
                await stage.GrantAsync();
            }
        }

        return stage;
    }

    /// <summary>Makes kar's own Pod, as ARC does; an earlier one of the name goes.</summary>
    public async Task MakePodAsync(JsonObject? annotations = null)
    {
        await Client.DeleteAsync(WellKnown.Pods, Space, Runner, new DeleteOptions { GracePeriodSeconds = 0 });
        var pod = KroPlayer.PodManifest(Runner);
        pod["metadata"]!["annotations"] = annotations;
        PodUid = (await Client.CreateAsync(WellKnown.Pods, Space, pod)).Uid()!;
    }

    public async Task PutGraphAsync(JsonObject graph, JsonObject? status, string? name = null)
    {
        graph = (JsonObject)graph.DeepClone();
        graph["metadata"]!["name"] = name ?? GraphName;
        graph["metadata"]!["labels"] = new JsonObject { [ContractKeys.ScaleSetLabel] = ScaleSet };
        await Client.CreateAsync(Definitions.Graphs, null, graph);
        if (status is not null)
        {
            var patch = KubePatch.Merge(new JsonObject { ["status"] = status });
            await Client.PatchAsync(
                Definitions.Graphs,
                null,
                name ?? GraphName,
                patch,
                new WriteOptions { Subresource = "status" }
            );
        }
    }

    /// <summary>Replaces the RGD's status.</summary>
    public Task PutStateAsync(JsonObject status) =>
        Client.PatchAsync(
            Definitions.Graphs,
            null,
            GraphName,
            KubePatch.Merge(new JsonObject { ["status"] = status }),
            new WriteOptions { Subresource = "status" }
        );

    /// <summary>Grants what <c>kar rbac</c> prints, by applying it as it is.</summary>
    public async Task GrantAsync()
    {
        await using var kar = Kar(
            ["rbac", "--scale-set", ScaleSet, "-n", Space, "--kubeconfig", AdminKubeconfig()],
            []
        );
        Assert.True(await kar.ExitAsync() == 0, kar.Said);
        foreach (var manifest in KubeYaml.ReadManifests(kar.Output.ToString(), "kar rbac"))
        {
            var kind = new[]
            {
                WellKnown.Roles,
                WellKnown.RoleBindings,
                WellKnown.ClusterRoles,
                WellKnown.ClusterRoleBindings,
            }.Single(k => k.Kind == manifest.Text("kind"));
            await Client.ApplyAsync(kind, kind.Namespaced ? Space : null, manifest);
        }
    }

    public string AdminKubeconfig()
    {
        var path = _folder.File("admin.kubeconfig");
        Cluster.WriteKubeconfig(path, "laptop-user", ["system:masters"]);
        return path;
    }

    /// <summary>Starts kar as ARC does: in its Pod, with its service account.</summary>
    public async Task<KarProcess> StartAsync(params IReadOnlyList<(string Name, string Value)> more)
    {
        var environment = await InPodAsync();
        foreach (var (name, value) in more)
        {
            environment[name] = value;
        }

        return Kar([], environment);
    }

    /// <summary>The environment of kar's Pod.</summary>
    public async Task<Dictionary<string, string>> InPodAsync(Uri? address = null)
    {
        var place = await Cluster.MountAsync(_folder.File("sa"), Space, Account, address);
        return new Dictionary<string, string>
        {
            ["KUBERNETES_SERVICE_HOST"] = place.Environment("KUBERNETES_SERVICE_HOST")!,
            ["KUBERNETES_SERVICE_PORT"] = place.Environment("KUBERNETES_SERVICE_PORT")!,
            ["KAR_SERVICE_ACCOUNT_FOLDER"] = place.Folder,
            ["KAR_POD_UID"] = PodUid,
            ["HOSTNAME"] = Runner,
            ["ACTIONS_RUNNER_SCALE_SET_NAME"] = ScaleSet,
            ["ACTIONS_RUNNER_INPUT_JITCONFIG"] = Jit,
            ["KAR_TERMINATION_MESSAGE"] = TerminationLog,
        };
    }

    public KarProcess Kar(IReadOnlyList<string> arguments, Dictionary<string, string> environment, string? input = null)
    {
        var kar = new KarProcess(arguments, environment, input);
        _started.Add(kar);
        return kar;
    }

    /// <summary>Plays ARC: the EphemeralRunner, with or without a job.</summary>
    public async Task PutEphemeralRunnerAsync(string? jobId)
    {
        var made = new JsonObject
        {
            ["apiVersion"] = Definitions.EphemeralRunners.ApiVersion,
            ["kind"] = "EphemeralRunner",
            ["metadata"] = new JsonObject { ["name"] = Runner },
        };
        await Client.CreateAsync(Definitions.EphemeralRunners, Space, made);
        var status = new JsonObject { ["runnerId"] = 7, ["jobId"] = jobId };
        var patch = KubePatch.Merge(new JsonObject { ["status"] = status });
        await Client.PatchAsync(
            Definitions.EphemeralRunners,
            Space,
            Runner,
            patch,
            new WriteOptions { Subresource = "status" }
        );
    }

    /// <summary>Whether nothing of the run is left.</summary>
    public async Task AssertNothingLeftAsync()
    {
        Assert.Null(await Client.FindAsync(Definitions.Instances, Space, Runner));
        Assert.Null(await Client.FindAsync(WellKnown.Secrets, Space, Runner + "-jit"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kar in _started)
        {
            await kar.DisposeAsync();
        }

        try
        {
            await Client.DeleteAsync(Definitions.Graphs, null, GraphName);
        }
        catch (KubeException)
        {
            // The server is gone with the test that stopped it.
        }

        Client.Dispose();
        _folder.Dispose();
    }
}
