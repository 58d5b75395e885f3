using System.Text.Json.Nodes;
using Deskrun.KubeServer;
using Deskrun.Testing;
using Deskrun.Tests.CommandLine;

namespace Deskrun.Clusters.Tests.Seeing;

/// <summary>A home whose installations live on a test cluster, and commands that look at it.</summary>
internal sealed class SeeingPlace : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Makes the home's kubeconfig: a user of the cluster, known as context <c>test</c>.</summary>
    public void Connect(TestCluster cluster, string space, string user, string[] groups, Uri? address = null) =>
        cluster.WriteKubeconfig(folder.File("kubeconfig"), user, groups, space, address);

    /// <summary>The same with a server that is none of Kubernetes.</summary>
    public void Connect(BareServer server) => server.WriteKubeconfig(folder);

    /// <summary>Stores installations, each a scale set of its own name.</summary>
    public void Configure(string space, params (string Name, string Mode)[] sets)
    {
        var installations = new JsonObject();
        foreach (var (name, mode) in sets)
        {
            installations[name] = new JsonObject
            {
                ["Repository"] = "https://github.com/o/r",
                ["Backend"] = "kubernetes",
                ["Context"] = "test",
                ["ContainerMode"] = mode,
                ["AuthValue"] = "x",
            };
        }

        folder.Write(
            "home/config.json",
            new JsonObject
            {
                ["cluster"] = new JsonObject { ["Namespace"] = space },
                ["installations"] = installations,
            }.ToJsonString()
        );
    }

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var cli = new Cli
        {
            Variables = new()
            {
                ["HOME"] = folder.Path,
                ["DESKRUN_HOME"] = folder.File("home"),
                ["KUBECONFIG"] = folder.File("kubeconfig"),
            },
        };
        var code = await cli.RunAsync(arguments);
        return (code, cli.Output, cli.Error);
    }

    /// <summary>What a user asked the server for, as <c>verb resource</c>.</summary>
    public static IReadOnlyList<string> Cost(TestCluster cluster, string user) =>
        [
            .. cluster
                .Audit(user)
                .Where(entry => entry.Stage == "ResponseComplete")
                .Select(call => $"{call.Verb} {call.Resource}")
                .Order(StringComparer.Ordinal),
        ];
}
