using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Helm;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Homes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.KubeServer;
using Deskrun.Testing;
using Deskrun.Tests.Installations;

namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>One test's part of the shared cluster: a namespace, a controller, and everything to act with.</summary>
internal sealed partial class ClusterRoom : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly HelmProgram program;

    private ClusterRoom(TestCluster cluster, ChartRegistry registry, string space, HelmProgram program)
    {
        Cluster = cluster;
        Registry = registry;
        this.program = program;
        Client = cluster.Client();
        Arc = new FakeArc(cluster, space);
        Settings = new ClusterSettings
        {
            Namespace = space,
            ArcCharts = registry.Address,
            KroChart = registry.Address,
            PlainHttp = true,
        };
        cluster.WriteKubeconfig(Kubeconfig, "room-" + space, ["system:masters"]);
    }

    public TestCluster Cluster { get; }

    public ChartRegistry Registry { get; }

    public KubeClient Client { get; }

    public FakeArc Arc { get; }

    public ClusterSettings Settings { get; set; }

    public string Space => Settings.Namespace;

    /// <summary>The id of the home that acts.</summary>
    public string Home { get; set; } = "home1";

    public string Kubeconfig => folder.File("kubeconfig");

    public List<string> Told { get; } = [];

    public List<string> Steps { get; } = [];

    public Dictionary<string, CredentialSecret> Credentials { get; } = [];

    public ApplyPatience Patience { get; set; } =
        new()
        {
            Controller = TimeSpan.FromSeconds(20),
            Registered = TimeSpan.FromSeconds(10),
            Listening = TimeSpan.FromSeconds(25),
            Removed = TimeSpan.FromSeconds(10),
            Gone = TimeSpan.FromSeconds(10),
            Step = TimeSpan.FromMilliseconds(60),
        };

    /// <param name="helm"><c>helm</c> is 4, <c>helm3</c> is 3.</param>
    public static async Task<ClusterRoom> OpenAsync(string helm = "helm")
    {
        var path = Tools.Need(helm);
        var registry = await ChartRegistry.SharedAsync();
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        var host = new HelmHost
        {
            Context = "test",
            Variable = name => name == "DESKRUN_HELM" ? path : Environment.GetEnvironmentVariable(name),
        };
        return new ClusterRoom(cluster, registry, space, await HelmProgram.FindAsync(host));
    }

    /// <summary>A room in which ARC's controller is there already, as <see cref="ReadyController"/> has it.</summary>
    /// <param name="helm"><c>helm</c> is 4, <c>helm3</c> is 3.</param>
    public static async Task<ClusterRoom> OpenWithControllerAsync(string helm = "helm3")
    {
        var room = await OpenAsync(helm);
        await ReadyController.PutAsync(room);
        return room;
    }

    public HelmCli Helm() => new(program, new HelmHost { Context = "test", Kubeconfig = Kubeconfig });

    public ApplyWork Work(Func<string, Task>? afterStep = null) =>
        new()
        {
            Client = Client,
            Helm = Helm(),
            Namespace = Space,
            Home = Home,
            Time = TimeProvider.System,
            Tell = Say,
            Patience = Patience,
            AfterStep = async step =>
            {
                lock (Steps)
                {
                    Steps.Add(step);
                }

                await (afterStep?.Invoke(step) ?? Task.CompletedTask);
            },
        };

    public ClusterDesign Design(params IReadOnlyList<Installation> installations) =>
        ClusterDesign.Of(
            installations,
            Settings,
            new ClusterFacts { Backend = BackendNames.Kubernetes, UserHome = "/home/someone" }
        );

    public Task<ClusterReading> ReadAsync(bool withKro = false) =>
        new ReleaseReader(Client, Space, Home).ReadAsync(withKro);

    /// <summary>Reads, plans and applies, as <c>up</c> does.</summary>
    public async Task<ClusterPlan> UpAsync(
        ClusterDesign design,
        bool adopt = false,
        Func<string, Task>? afterStep = null,
        bool withKro = false,
        string? lost = null,
        CancellationToken cancellation = default
    )
    {
        foreach (var each in design.ScaleSets)
        {
            Credentials.TryAdd(
                each.Installation,
                CredentialSecret.OfToken(each.Installation, "token-" + each.Installation)
            );
        }

        var reading = Losing(await ReadAsync(withKro), lost);
        var plan = ClusterPlan.Compare(design, reading.Found, adopt);
        var configured = design.ScaleSets.Select(each => each.Installation).ToHashSet();
        var applier = new ClusterApplier(Work(afterStep), design, reading, Credentials, configured);
        if (!plan.Refusals.Any())
        {
            await applier.ApplyAsync(plan, now: false, cancellation);
        }

        return plan;
    }

    /// <summary>What is read when the service is known to have lost a scale set: nothing, once it has another number.</summary>
    private static ClusterReading Losing(ClusterReading reading, string? lost) =>
        lost is null
        || reading.ScaleSets.FirstOrDefault(each => each.Name() == lost) is not { } set
        || set.Annotation(Backends.Cluster.Seeing.ArcKinds.ScaleSetIdAnnotation) != "7"
            ? reading
            : reading with
            {
                Found = reading.Found with
                {
                    ScaleSets =
                    [
                        .. reading.Found.ScaleSets.Select(each =>
                            each.Name == lost ? each with { LostNumber = 7 } : each
                        ),
                    ],
                },
            };

    /// <summary>The versions of every object of the namespace that somebody else than the fake controller writes.</summary>
    public async Task<IReadOnlyDictionary<string, string>> VersionsAsync()
    {
        ResourceKind[] kinds =
        [
            WellKnown.ConfigMaps,
            WellKnown.Secrets,
            WellKnown.Roles,
            WellKnown.RoleBindings,
            WellKnown.ServiceAccounts,
            Backends.Cluster.Seeing.ArcKinds.RunnerSets,
            Protection.Deployments,
        ];
        var all = new Dictionary<string, string>();
        foreach (var kind in kinds)
        {
            foreach (var each in (await Client.ListAsync(kind, Space)).Items)
            {
                all[each.Describe()] = each.ResourceVersion()!;
            }
        }

        return all;
    }

    /// <summary>A home whose installations live on this cluster; its commands find it through a kubeconfig.</summary>
    public Workplace Workplace(params IReadOnlyList<string> installations)
    {
        var place = new Workplace { OpensClusters = true, Patience = Patience };
        place.Variables["KUBECONFIG"] = Kubeconfig;
        place.Variables["DESKRUN_HELM"] = program.Path;
        place.Variables["TOKEN"] = "token";
        WriteConfiguration(place, installations);
        return place;
    }

    /// <summary>Writes what a home has, with the settings of this room.</summary>
    public void WriteConfiguration(Workplace place, params IReadOnlyList<string> installations)
    {
        var document = installations.Aggregate(
            ConfigurationDocument.Empty.WithCluster(Settings),
            (so, name) =>
                so.With(
                    Installation(name) with
                    {
                        Credential = new Deskrun.Installations.Credentials.CredentialReference.FromEnvironment("TOKEN"),
                    }
                )
        );
        PrivateFiles.Write(place.Home.ConfigFile, document.ToBytes());
    }

    /// <summary>Gives the same cluster another context.</summary>
    public Task NameAgainAsync(string context) =>
        File.AppendAllTextAsync(Kubeconfig, $"\n- name: {context}\n  context: {{cluster: test, user: test}}\n");

    /// <summary>Lets a user see what is cluster-scoped, and do one thing more there.</summary>
    /// <param name="user">The user.</param>
    /// <param name="further">A verb and a resource; null for nothing more.</param>
    public async Task GrantReadingAsync(string user, string? further = null)
    {
        var rules = new JsonArray(TestObjects.Rule("*", "*", "get", "list"));
        if (further?.Split(' ') is [var verb, var resource])
        {
            rules.Add(TestObjects.Rule("*", resource, verb));
        }

        var name = "reading-" + Space;
        var role = new JsonObject
        {
            ["apiVersion"] = WellKnown.ClusterRoles.ApiVersion,
            ["kind"] = "ClusterRole",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["rules"] = rules,
        };
        var binding = new JsonObject
        {
            ["apiVersion"] = WellKnown.ClusterRoles.ApiVersion,
            ["kind"] = "ClusterRoleBinding",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["roleRef"] = new JsonObject
            {
                ["apiGroup"] = WellKnown.ClusterRoles.Group,
                ["kind"] = "ClusterRole",
                ["name"] = name,
            },
            ["subjects"] = new JsonArray(
                new JsonObject
                {
                    ["apiGroup"] = WellKnown.ClusterRoles.Group,
                    ["kind"] = "User",
                    ["name"] = user,
                }
            ),
        };
        await Client.CreateAsync(WellKnown.ClusterRoles, null, role);
        await Client.CreateAsync(WellKnown.ClusterRoleBindings, null, binding);
    }

    /// <summary>Everything that Helm keeps of a release, unpacked.</summary>
    public async Task<string> ReadHistoryAsync(string release)
    {
        var options = new ListOptions { Labels = $"owner=helm,name={release}" };
        var text = new StringBuilder();
        foreach (var secret in (await Client.ListAsync(WellKnown.Secrets, Space, options)).Items)
        {
            var packed = Convert.FromBase64String(
                Encoding.ASCII.GetString(Convert.FromBase64String(secret.Text("data", "release")!))
            );
            using var unpacked = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            using var reader = new StreamReader(unpacked);
            text.Append(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }

    public Task<JsonObject?> FindSetAsync(string name) =>
        Client.FindAsync(Backends.Cluster.Seeing.ArcKinds.RunnerSets, Space, name);

    public static Installation Installation(string name, int max = 3) =>
        new()
        {
            Name = name,
            Repository = "http://127.0.0.1:9/owner/" + name,
            Backend = BackendNames.Kubernetes,
            Context = "test",
            MinRunners = 0,
            MaxRunners = max,
        };

    public async ValueTask DisposeAsync()
    {
        await Arc.DisposeAsync();
        Client.Dispose();
        folder.Dispose();
    }

    private void Say(string text)
    {
        lock (Told)
        {
            Told.Add(text);
        }
    }
}
