using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Kubernetes.Watch;

/// <summary>
/// The objects told to the reader so far. Everything the server sends passes here, so that each change is told once and
/// each end exactly once, whatever was missed between.
/// </summary>
internal sealed class KnownObjects
{
    private readonly Dictionary<(string? Space, string? Name), JsonObject> known = [];

    /// <summary>Takes an object in silently: the reader has it already.</summary>
    public void Assume(JsonObject item) => known[Key(item)] = item;

    /// <summary>The events of one watch message.</summary>
    /// <param name="type">The message's type: ADDED, MODIFIED or DELETED.</param>
    /// <param name="item">Its object.</param>
    public IEnumerable<WatchEvent> Take(string type, JsonObject item) => type == "DELETED" ? Gone(item) : There(item);

    /// <summary>The events that make the reader's knowledge equal to a list.</summary>
    public IEnumerable<WatchEvent> Take(IReadOnlyList<JsonObject> items)
    {
        var listed = items.Select(Key).ToHashSet();
        foreach (var (key, item) in known.ToArray())
        {
            if (!listed.Contains(key))
            {
                known.Remove(key);
                yield return new WatchEvent(WatchEventType.Deleted, item, Inferred: true);
            }
        }

        foreach (var told in items.SelectMany(There))
        {
            yield return told;
        }
    }

    private IEnumerable<WatchEvent> There(JsonObject item)
    {
        var key = Key(item);
        if (!known.TryGetValue(key, out var before))
        {
            known[key] = item;
            yield return new WatchEvent(WatchEventType.Added, item);
            yield break;
        }

        if (before.Uid() != item.Uid())
        {
            // Another object took the name: the end of the first was missed.
            known[key] = item;
            yield return new WatchEvent(WatchEventType.Deleted, before, Inferred: true);
            yield return new WatchEvent(WatchEventType.Added, item);
        }
        else if (before.ResourceVersion() != item.ResourceVersion())
        {
            known[key] = item;
            yield return new WatchEvent(WatchEventType.Modified, item);
        }
    }

    private IEnumerable<WatchEvent> Gone(JsonObject item)
    {
        var key = Key(item);
        if (known.TryGetValue(key, out var before) && before.Uid() == item.Uid())
        {
            known.Remove(key);
            yield return new WatchEvent(WatchEventType.Deleted, item);
        }
    }

    private static (string? Space, string? Name) Key(JsonObject item) => (item.Namespace(), item.Name());
}
