using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract;
using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;

namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>What KRO has for our scale sets.</summary>
internal sealed record GraphObjects(
    bool IsThere,
    IReadOnlyList<JsonObject> Graphs,
    IReadOnlyList<JsonObject> Instances,
    IReadOnlyList<JsonObject> Computes,
    IReadOnlyList<string> Blind
)
{
    public static GraphObjects None { get; } = new(true, [], [], [], []);
}

/// <summary>
/// Reads the RGDs that serve scale sets, then the instances of each kind they generate, and compute that is no Pod: calls
/// for each kind, none for a single object.
/// </summary>
internal sealed class GraphReader(KubeClient client)
{
    public async Task<GraphObjects> ReadAsync(string space, CancellationToken cancellation)
    {
        List<JsonObject> found;
        try
        {
            var labelled = new ListOptions { Labels = ContractKeys.ScaleSetLabel };
            found = [.. (await client.ListAsync(ArcKinds.Graphs, null, labelled, cancellation)).Items];
        }
        catch (KubeException failure)
        {
            return GraphObjects.None with
            {
                IsThere = !failure.NotFound,
                Blind = failure.NotFound ? [] : [failure.Message],
            };
        }

        var graphs = found.Select(RunnerGraph.Read).ToList();
        var instances = graphs.Select(graph => (graph.Group, graph.Version, graph.Kind)).Distinct();
        var children = new ListOptions { Labels = ContractKeys.ApplySetPartOf };
        var computes = graphs
            .Select(graph => ComputeKinds.Choose(graph, ContractSettings.Read(graph)))
            .OfType<GraphNode>()
            .Where(node => node.Kind != "Pod")
            .Select(node => (node.Group, KubeDiscovery.Split(node.ApiVersion).Version, node.Kind))
            .Distinct();
        var instancesRead = Task.WhenAll(instances.Select(kind => ListAsync(kind, space, null, cancellation)));
        var computesRead = Task.WhenAll(computes.Select(kind => ListAsync(kind, space, children, cancellation)));
        var (first, second) = (await instancesRead, await computesRead);
        return new GraphObjects(
            true,
            found,
            [.. first.SelectMany(each => each.Items)],
            [.. second.SelectMany(each => each.Items)],
            [.. first.Concat(second).Select(each => each.Blind).OfType<string>()]
        );
    }

    private async Task<(IReadOnlyList<JsonObject> Items, string? Blind)> ListAsync(
        (string Group, string Version, string Kind) kind,
        string space,
        ListOptions? options,
        CancellationToken cancellation
    )
    {
        try
        {
            // Not served yet means that there is none; the RGD's conditions say why.
            var served = await new KubeDiscovery(client).FindAsync(kind.Group, kind.Version, kind.Kind, cancellation);
            return served is { Kind: var resource }
                ? (
                    (await client.ListAsync(resource, resource.Namespaced ? space : null, options, cancellation)).Items,
                    null
                )
                : ([], null);
        }
        catch (KubeException failure)
        {
            return ([], failure.Message);
        }
    }
}
