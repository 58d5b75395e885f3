using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>Where the hooks of mode <c>kubernetes</c> keep a job's work.</summary>
/// <param name="StorageClass">The claim's class; null means the cluster's default.</param>
/// <param name="Size">The claim's size; null means that there is no volume.</param>
internal sealed partial record WorkVolume(string? StorageClass, string? Size)
{
    private const string DefaultSize = "10Gi";

    /// <summary>Reads <c>none</c>, <c>SIZE</c> or <c>CLASS:SIZE</c>.</summary>
    /// <param name="text">The text; null means the default.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static WorkVolume Read(string? text, out string? problem)
    {
        problem = null;
        if (text is null or "none")
        {
            return new WorkVolume(null, text is null ? DefaultSize : null);
        }

        var colon = text.LastIndexOf(':');
        var size = text[(colon + 1)..];
        if (!Quantity().IsMatch(size) || colon == 0)
        {
            problem = $"--work-volume {text}: give none, a size such as 10Gi, or CLASS:SIZE";
        }

        return new WorkVolume(colon > 0 ? text[..colon] : null, size);
    }

    /// <summary>The claim as ARC's chart takes it.</summary>
    public JsonObject Claim()
    {
        var claim = new JsonObject { ["accessModes"] = new JsonArray("ReadWriteOnce") };
        claim.Put("storageClassName", StorageClass);
        claim["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = Size } };
        return claim;
    }

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?(m|k|Ki|Mi|Gi|Ti|Pi|Ei|M|G|T|P|E)?$")]
    private static partial Regex Quantity();
}
