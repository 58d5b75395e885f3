using Deskrun.Kubernetes.Verbs;

namespace Deskrun.RunnerContract.Removal;

/// <summary>An instance that kar made and whose graph is gone, so that KRO does nothing for it any more.</summary>
/// <param name="Kind">The generated kind, which KRO leaves behind.</param>
/// <param name="Graph">The graph's name.</param>
/// <param name="Instance">The instance.</param>
public sealed record OrphanedInstance(ResourceKind Kind, string Graph, JsonObject Instance);

/// <summary>Finds the instances of graphs that are gone.</summary>
public static class OrphanedInstances
{
    private const string GraphName = "kro.run/resource-graph-definition-name";

    private static readonly ResourceKind _graphs = new(
        "kro.run",
        "v1alpha1",
        "resourcegraphdefinitions",
        false,
        "ResourceGraphDefinition"
    );

    /// <summary>Looks into one namespace: three list calls, and one for each kind whose graph is gone.</summary>
    /// <param name="client">The way to the cluster; it must be allowed to list CustomResourceDefinitions.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="cancellation">Ends the requests.</param>
    /// <exception cref="KubeException">A list was refused or failed.</exception>
    public static async Task<IReadOnlyList<OrphanedInstance>> FindAsync(
        KubeClient client,
        string space,
        CancellationToken cancellation = default
    )
    {
        var made = await client.ListAsync(
            WellKnown.CustomResourceDefinitions,
            null,
            new ListOptions { Labels = GraphName },
            cancellation
        );
        if (made.Items.Count == 0)
        {
            return [];
        }

        var graphs = await GraphsAsync(client, cancellation);
        List<OrphanedInstance> found = [];
        foreach (var definition in made.Items.Where(each => !graphs.Contains(each.Label(GraphName)!)))
        {
            var kind = KindOf(definition);
            if (!kind.Namespaced)
            {
                continue;
            }

            var selection = new ListOptions { Labels = $"{ContractKeys.ManagedBy}={ContractKeys.ManagedByKar}" };
            var items = await client.ListAsync(kind, space, selection, cancellation);
            found.AddRange(items.Items.Select(item => new OrphanedInstance(kind, definition.Label(GraphName)!, item)));
        }

        return found;
    }

    private static async Task<IReadOnlySet<string>> GraphsAsync(KubeClient client, CancellationToken cancellation)
    {
        try
        {
            var all = await client.ListAsync(_graphs, null, null, cancellation);
            return all
                .Items.Where(each => each.Text("metadata", "deletionTimestamp") is null)
                .Select(each => each.Name()!)
                .ToHashSet();
        }
        catch (KubeException e) when (e.NotFound)
        {
            // KRO itself is gone, and its kinds with it.
            return new HashSet<string>();
        }
    }

    private static ResourceKind KindOf(JsonObject definition)
    {
        var version =
            definition
                .Items("spec", "versions")
                .FirstOrDefault(each => each.At("served") is JsonValue value && value.TryGetValue(out bool on) && on)
                ?.Text("name")
            ?? "v1alpha1";
        return new ResourceKind(
            definition.Text("spec", "group")!,
            version,
            definition.Text("spec", "names", "plural")!,
            definition.Text("spec", "scope") == "Namespaced",
            definition.Text("spec", "names", "kind")!
        );
    }
}
