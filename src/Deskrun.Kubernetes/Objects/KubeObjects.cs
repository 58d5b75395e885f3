using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deskrun.Kubernetes.Objects;

/// <summary>Reads what every Kubernetes object has. What is absent, or of another type, reads as null; nothing throws.</summary>
public static class KubeObjects
{
    /// <summary>The node at a path of field names; null if a step is missing or is no object.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            node = node is JsonObject fields && fields.TryGetPropertyValue(step, out var next) ? next : null;
        }

        return node;
    }

    /// <summary>The string at a path; null if there is none.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : null;

    /// <summary>The whole number at a path; null if there is none.</summary>
    public static long? Whole(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value
        && value.GetValueKind() == JsonValueKind.Number
        && long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The boolean at a path; null if there is none.</summary>
    public static bool? Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path)?.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    /// <summary>The time (RFC 3339) at a path; null if there is none.</summary>
    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(
            node.Text(path),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;

    /// <summary>The objects of the list at a path; none if there is no list. Items that are no objects are left out.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray items ? items.OfType<JsonObject>() : [];

    /// <summary><c>metadata.name</c>.</summary>
    public static string? Name(this JsonNode? node) => node.Text("metadata", "name");

    /// <summary><c>metadata.namespace</c>.</summary>
    public static string? Namespace(this JsonNode? node) => node.Text("metadata", "namespace");

    /// <summary><c>metadata.uid</c>.</summary>
    public static string? Uid(this JsonNode? node) => node.Text("metadata", "uid");

    /// <summary><c>metadata.resourceVersion</c>: opaque, only to be given back to the server.</summary>
    public static string? ResourceVersion(this JsonNode? node) => node.Text("metadata", "resourceVersion");

    /// <summary>The value of a label; null if the object hasn't got it.</summary>
    public static string? Label(this JsonNode? node, string key) => node.Text("metadata", "labels", key);

    /// <summary>The value of an annotation; null if the object hasn't got it.</summary>
    public static string? Annotation(this JsonNode? node, string key) => node.Text("metadata", "annotations", key);

    /// <summary>The condition of that type in <c>status.conditions</c>; null if there is none.</summary>
    public static JsonObject? Condition(this JsonNode? node, string type) =>
        node.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);

    /// <summary>A short name of an object for people: <c>kind namespace/name</c>.</summary>
    public static string Describe(this JsonNode? node) =>
        $"{node.Text("kind") ?? "object"} {(node.Namespace() is { } space ? space + "/" : "")}{node.Name() ?? "?"}";
}
