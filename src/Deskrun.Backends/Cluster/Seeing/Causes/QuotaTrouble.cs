using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Seeing.Causes;

/// <summary>
/// Says which quota keeps a runner from getting a Pod. ARC tries again and tells nobody but its log, so the quota itself
/// is asked. Pure.
/// </summary>
internal static class QuotaTrouble
{
    private const string Way =
        "wait for other Pods to end, raise the quota, or run fewer: deskrun update NAME --max-runners N";

    /// <summary>The quota that has no room for one more Pod of the template; null when all have.</summary>
    /// <param name="quotas">The namespace's quotas.</param>
    /// <param name="spec">The Pod's spec.</param>
    /// <param name="runner">The runner that waits.</param>
    public static Blockage? Find(IEnumerable<JsonObject> quotas, JsonNode? spec, string runner)
    {
        foreach (var quota in quotas)
        {
            foreach (var (key, hard) in quota.At("status", "hard") as JsonObject ?? [])
            {
                var used = quota.Text("status", "used", key);
                if (
                    Wanted(key, spec) is { } wanted
                    && Quantity.Read(hard.Text()) is { } most
                    && (Quantity.Read(used) ?? 0) + wanted > most
                )
                {
                    return new Blockage(
                        BlockKind.Quota,
                        $"runner {runner} gets no Pod: the quota {quota.Name()} allows {key}={hard.Text()}, and {used ?? "0"} is used",
                        Way
                    );
                }
            }
        }

        return null;
    }

    /// <summary>ARC's or the API server's words about a quota; null when they speak of something else.</summary>
    public static Blockage? InWords(string text, string runner) =>
        text.Contains("exceeded quota", StringComparison.OrdinalIgnoreCase)
            ? new Blockage(BlockKind.Quota, $"runner {runner} gets no Pod: {SeenEvents.OneLine(text)}", Way)
            : null;

    private static decimal? Wanted(string key, JsonNode? spec) =>
        key switch
        {
            "pods" or "count/pods" => 1,
            "cpu" or "requests.cpu" => Sum(spec, "requests", "cpu"),
            "memory" or "requests.memory" => Sum(spec, "requests", "memory"),
            "limits.cpu" => Sum(spec, "limits", "cpu"),
            "limits.memory" => Sum(spec, "limits", "memory"),
            _ => null,
        };

    private static decimal? Sum(JsonNode? spec, string side, string resource)
    {
        // A container with limits alone requests as much.
        var each = spec.Items("containers")
            .Select(container =>
                Quantity.Read(container.Text("resources", side, resource))
                ?? Quantity.Read(container.Text("resources", "limits", resource))
            )
            .OfType<decimal>()
            .ToList();
        return each.Count == 0 ? null : each.Sum();
    }
}
