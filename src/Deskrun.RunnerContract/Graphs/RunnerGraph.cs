namespace Deskrun.RunnerContract.Graphs;

/// <summary>A ResourceGraphDefinition as far as running a job needs it (field names: docs/runner-contract.md).</summary>
public sealed record RunnerGraph
{
    /// <summary>The RGD's name.</summary>
    public required string Name { get; init; }

    /// <summary>The scale set that its label names; empty without the label.</summary>
    public required string ScaleSet { get; init; }

    /// <summary>The group of the generated API.</summary>
    public required string Group { get; init; }

    /// <summary>The version of the generated API.</summary>
    public required string Version { get; init; }

    /// <summary>The generated kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether the RGD asks for a cluster-scoped kind.</summary>
    public required bool IsClusterScoped { get; init; }

    /// <summary><c>metadata.generation</c>; 0 when absent.</summary>
    public required long Generation { get; init; }

    /// <summary>Its annotations.</summary>
    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    /// <summary>The fields of an instance's spec.</summary>
    public required IReadOnlyList<SchemaField> SpecFields { get; init; }

    /// <summary><c>spec.schema.status</c>: what the RGD projects.</summary>
    public required JsonObject StatusSchema { get; init; }

    /// <summary>Its resources.</summary>
    public required IReadOnlyList<GraphNode> Nodes { get; init; }

    /// <summary><c>status.state</c>: <c>Active</c>, <c>Inactive</c> or empty.</summary>
    public required string State { get; init; }

    /// <summary>Its conditions.</summary>
    public required IReadOnlyList<GraphCondition> Conditions { get; init; }

    /// <summary>The API version of an instance, such as <c>kro.run/v1alpha1</c>.</summary>
    public string ApiVersion => $"{Group}/{Version}";

    /// <summary>A condition by its type.</summary>
    public GraphCondition? Condition(string type) => Conditions.FirstOrDefault(c => c.Type == type);

    /// <summary>Whether an instance's spec has a field.</summary>
    public bool Declares(string field) => SpecFields.Any(f => f.Name == field);

    /// <summary>Reads an RGD object as the API server returns it.</summary>
    public static RunnerGraph Read(JsonObject rgd)
    {
        var schema = rgd.At("spec", "schema");
        return new RunnerGraph
        {
            Name = rgd.Name() ?? "",
            ScaleSet = rgd.Label(ContractKeys.ScaleSetLabel) ?? "",
            Group = schema.Text("group") ?? "kro.run",
            Version = schema.Text("apiVersion") ?? "v1alpha1",
            Kind = schema.Text("kind") ?? "",
            IsClusterScoped = schema.Text("scope") == "Cluster",
            Generation = rgd.Whole("metadata", "generation") ?? 0,
            Annotations = rgd.TextMap("metadata", "annotations"),
            SpecFields = SimpleSchema.ReadFields(schema.At("spec"), schema.At("types")),
            StatusSchema = schema.At("status") as JsonObject ?? [],
            Nodes = [.. rgd.Items("spec", "resources").Select(ReadNode)],
            State = rgd.Text("status", "state") ?? "",
            Conditions = GraphCondition.ReadAll(rgd),
        };
    }

    private static GraphNode ReadNode(JsonObject node)
    {
        var external = node.At("externalRef") is JsonObject;
        var template = (external ? node.At("externalRef") : node.At("template")) as JsonObject ?? [];
        return new GraphNode(
            node.Text("id") ?? "",
            template.Text("apiVersion") ?? "",
            template.Text("kind") ?? "",
            external,
            template,
            node.Texts("readyWhen"),
            node.Texts("includeWhen"),
            node.At("forEach") is JsonArray
        );
    }
}
