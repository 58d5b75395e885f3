using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>Finds events by the object they are about.</summary>
internal sealed class SeenEvents
{
    private const int Most = 3;
    private const int LongestMessage = 400;
    private readonly ILookup<(string Kind, string Name), JsonObject> byObject;

    public SeenEvents(IEnumerable<JsonObject> events) =>
        byObject = events.ToLookup(each =>
            (each.Text("involvedObject", "kind") ?? "", each.Text("involvedObject", "name") ?? "")
        );

    /// <summary>The newest warnings about an object, the newest first; of one reason only the newest.</summary>
    public IReadOnlyList<ClusterEvent> Warnings(string kind, string name) =>
        [.. All(kind, name, "Warning").DistinctBy(each => (each.Reason, each.Message)).Take(Most)];

    /// <summary>Every event about an object, the newest first.</summary>
    public IEnumerable<ClusterEvent> All(string kind, string name, string? type = null) =>
        byObject[(kind, name)]
            .Where(each => type is null || each.Text("type") == type)
            .Select(Read)
            .OrderByDescending(each => each.At);

    /// <summary>A text as one line of bearable length.</summary>
    public static string OneLine(string? text)
    {
        var line = string.Join(
            "; ",
            (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        );
        line = line.TrimEnd(':', ' ');
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "…";
    }

    private static ClusterEvent Read(JsonObject item) =>
        new(
            item.Time("lastTimestamp")
                ?? item.Time("series", "lastObservedTime")
                ?? item.Time("eventTime")
                ?? item.Time("firstTimestamp")
                ?? item.Time("metadata", "creationTimestamp"),
            $"{item.Text("involvedObject", "kind")} {item.Text("involvedObject", "name")}",
            item.Text("reason") ?? "",
            OneLine(item.Text("message")),
            item.Whole("count") ?? item.Whole("series", "count") ?? 1,
            item.Text("type") != "Normal"
        );
}
