using System.Text.Json.Nodes;

namespace Deskrun.Kubernetes.Verbs;

/// <summary>A change of an existing object.</summary>
public sealed class KubePatch
{
    private KubePatch(JsonNode body, string contentType, bool repeatable) =>
        (Body, ContentType, Repeatable) = (body, contentType, repeatable);

    internal JsonNode Body { get; }

    internal string ContentType { get; }

    internal bool Repeatable { get; }

    /// <summary>A JSON merge patch (RFC 7386): given fields replace, null removes.</summary>
    public static KubePatch Merge(JsonObject changes) => new(changes, "application/merge-patch+json", true);

    /// <summary>
    /// A JSON patch (RFC 6902). It is not sent again when its answer was lost, since a list would grow twice.
    /// </summary>
    public static KubePatch Json(JsonArray operations) => new(operations, "application/json-patch+json", false);
}
