using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying.Records;

/// <summary>An object by its names alone.</summary>
/// <param name="ApiVersion">Its apiVersion.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace; null for one that lives in none.</param>
/// <param name="Name">Its name.</param>
public sealed record ObjectReference(string ApiVersion, string Kind, string? Namespace, string Name)
{
    /// <summary>The reference of a manifest.</summary>
    public static ObjectReference Of(JsonObject manifest) =>
        new(
            manifest.Text("apiVersion") ?? "",
            manifest.Text("kind") ?? "",
            manifest.Namespace(),
            manifest.Name() ?? ""
        );

    /// <summary>The manifest that discovery is asked with.</summary>
    public JsonObject ToManifest() => new() { ["apiVersion"] = ApiVersion, ["kind"] = Kind };

    /// <summary>For people.</summary>
    public override string ToString() => $"{Kind} {(Namespace is null ? "" : Namespace + "/")}{Name}";

    internal JsonObject ToJson()
    {
        var json = ToManifest();
        json["name"] = Name;
        if (Namespace is not null)
        {
            json["namespace"] = Namespace;
        }

        return json;
    }

    internal static ObjectReference FromJson(JsonObject json) =>
        new(json.Text("apiVersion") ?? "", json.Text("kind") ?? "", json.Text("namespace"), json.Text("name") ?? "");
}
