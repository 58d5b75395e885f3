using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Kubernetes.Verbs;

/// <summary>Fetches a list piece by piece.</summary>
internal static class KubeLister
{
    public static async Task<KubeList> ListAsync(
        KubeSender sender,
        ResourceKind kind,
        string? space,
        ListOptions options,
        int chunk,
        bool once,
        CancellationToken cancellation
    )
    {
        var items = new List<JsonObject>();
        string? next = null;
        var limit = chunk;
        while (true)
        {
            JsonNode? piece;
            try
            {
                var call = Call(kind, space, options, limit, next) with { Once = once };
                piece = await sender.SendAsync(call, cancellation);
            }
            catch (KubeException error) when (error.Expired && next is not null)
            {
                // The state that the first piece showed is compacted away: the list begins anew, all at once, since a
                // list this slow would expire again.
                items.Clear();
                next = null;
                limit = 0;
                continue;
            }

            Take(piece, kind, items);
            next = piece.Text("metadata", "continue");
            if (string.IsNullOrEmpty(next))
            {
                return new KubeList(items, piece.Text("metadata", "resourceVersion") ?? "");
            }
        }
    }

    /// <summary>The query's part that chooses objects, without a leading sign.</summary>
    public static string Selection(ListOptions options)
    {
        var parts = new List<string>(2);
        if (options.Labels is { } labels)
        {
            parts.Add("labelSelector=" + Uri.EscapeDataString(labels));
        }

        if (options.Fields is { } fields)
        {
            parts.Add("fieldSelector=" + Uri.EscapeDataString(fields));
        }

        return string.Join('&', parts);
    }

    private static KubeCall Call(ResourceKind kind, string? space, ListOptions options, int limit, string? next)
    {
        var query = Selection(options);
        query += limit > 0 ? $"&limit={limit}" : "";
        query += next is null ? "" : "&continue=" + Uri.EscapeDataString(next);
        query = query.TrimStart('&');
        return new KubeCall(HttpMethod.Get, kind.Path(space) + (query.Length == 0 ? "" : "?" + query))
        {
            Kind = kind,
            Space = space,
            Verb = "list",
            Repeatable = true,
        };
    }

    private static void Take(JsonNode? piece, ResourceKind kind, List<JsonObject> items)
    {
        if (piece.At("items") is not JsonArray found)
        {
            return;
        }

        // Servers leave the kind of an item to the list's own: PodList holds Pods.
        var single =
            piece.Text("kind") is { } list && list.EndsWith("List", StringComparison.Ordinal) ? list[..^4] : "";
        single = kind.Kind.Length > 0 ? kind.Kind : single;

        // A node has one parent only; taking the items out of their array is cheaper than cloning them.
        var taken = found.OfType<JsonObject>().ToArray();
        found.Clear();
        foreach (var item in taken)
        {
            item.TryAdd("apiVersion", kind.ApiVersion);
            if (single.Length > 0)
            {
                item.TryAdd("kind", single);
            }

            items.Add(item);
        }
    }
}
