namespace Kar.Tests.Playing;

/// <summary>The kinds that KRO, ARC, KubeVirt and the AWS controller bring, as far as tests need them.</summary>
internal static class Definitions
{
    public static readonly ResourceKind Graphs = new(
        "kro.run",
        "v1alpha1",
        "resourcegraphdefinitions",
        false,
        "ResourceGraphDefinition"
    );
    public static readonly ResourceKind EphemeralRunners = new(
        "actions.github.com",
        "v1alpha1",
        "ephemeralrunners",
        true,
        "EphemeralRunner"
    );
    public static readonly ResourceKind VirtualMachines = new(
        "kubevirt.io",
        "v1",
        "virtualmachines",
        true,
        "VirtualMachine"
    );
    public static readonly ResourceKind VirtualMachineInstances = new(
        "kubevirt.io",
        "v1",
        "virtualmachineinstances",
        true,
        "VirtualMachineInstance"
    );
    public static readonly ResourceKind Ec2Instances = new(
        "ec2.services.k8s.aws",
        "v1alpha1",
        "instances",
        true,
        "Instance"
    );

    /// <summary>The kind of the graphs in these tests; its plural cannot be computed.</summary>
    public static readonly ResourceKind Instances = new("kro.run", "v1alpha1", "podrunnerz", true, "PodRunner");

    private static readonly Lock _gate = new();
    private static readonly Dictionary<TestCluster, Task> _made = [];

    /// <summary>Makes them once per cluster and waits until they are served.</summary>
    public static Task EnsureAsync(TestCluster cluster)
    {
        lock (_gate)
        {
            return _made.TryGetValue(cluster, out var task) ? task : _made[cluster] = MakeAsync(cluster);
        }
    }

    public static async Task MakeAsync(TestCluster cluster, ResourceKind kind, JsonObject? labels = null)
    {
        using var client = cluster.Client();
        var crd = TestObjects.Crd(kind.Group, kind.Kind, kind.Plural, kind.Namespaced ? "Namespaced" : "Cluster");
        crd["spec"]!["versions"]![0]!["name"] = kind.Version;
        crd["metadata"]!["labels"] = labels;
        if (kind.Group == "kubevirt.io")
        {
            crd["metadata"]!["annotations"] = new JsonObject { ["api-approved.kubernetes.io"] = "unapproved" };
        }

        await client.CreateAsync(WellKnown.CustomResourceDefinitions, null, crd);
    }

    private static async Task MakeAsync(TestCluster cluster)
    {
        ResourceKind[] kinds =
        [
            Graphs,
            EphemeralRunners,
            VirtualMachines,
            VirtualMachineInstances,
            Ec2Instances,
            Instances,
        ];
        foreach (var kind in kinds)
        {
            await MakeAsync(cluster, kind);
        }

        using var client = cluster.Client();
        var discovery = new Deskrun.Kubernetes.Discovery.KubeDiscovery(client);
        foreach (var kind in kinds)
        {
            await discovery.WaitForAsync(kind.Group, kind.Version, kind.Kind, TimeSpan.FromSeconds(30));
        }
    }
}
