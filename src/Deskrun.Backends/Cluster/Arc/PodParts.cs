using System.Text.Json.Nodes;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>Small pieces of Pod templates.</summary>
internal static class PodParts
{
    /// <summary>A container that can't gain rights.</summary>
    public static JsonObject Restricted() =>
        new()
        {
            ["allowPrivilegeEscalation"] = false,
            ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
        };

    /// <summary>A variable with a value.</summary>
    public static JsonObject Variable(string name, string value) => new() { ["name"] = name, ["value"] = value };

    /// <summary>A variable from the Pod's own fields.</summary>
    public static JsonObject FieldVariable(string name, string path) =>
        new()
        {
            ["name"] = name,
            ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["fieldPath"] = path } },
        };

    /// <summary>The CPUs and memory that are asked for and not exceeded; null when neither is set.</summary>
    public static JsonObject? Resources(string? cpus, string? memory)
    {
        if (cpus is null && memory is null)
        {
            return null;
        }

        var amounts = new JsonObject();
        if (cpus is not null)
        {
            amounts["cpu"] = cpus;
        }

        if (memory is not null)
        {
            amounts["memory"] = memory;
        }

        return new JsonObject { ["requests"] = amounts.DeepClone(), ["limits"] = amounts };
    }

    /// <summary>A list, or null when it is empty, so that values say only what matters.</summary>
    public static JsonArray? List(IEnumerable<JsonNode> items) =>
        items.ToArray() is { Length: > 0 } all ? new JsonArray(all) : null;

    /// <summary>Sets a field unless its value is null.</summary>
    public static void Put(this JsonObject target, string field, JsonNode? value)
    {
        if (value is not null)
        {
            target[field] = value;
        }
    }
}
