using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Takes finalizers off objects whose owner can't do it any more.</summary>
internal static class Finalizers
{
    /// <summary>The finalizers of an object.</summary>
    public static IReadOnlyList<string> Of(JsonObject item) =>
        [.. (item.At("metadata", "finalizers") as JsonArray ?? []).Select(each => each.Text() ?? "")];

    /// <summary>Takes one off; an object that is gone meanwhile, or hasn't got it, is no error.</summary>
    public static async Task TakeOffAsync(
        ApplyWork work,
        ResourceKind kind,
        JsonObject item,
        string finalizer,
        CancellationToken cancellation
    )
    {
        var all = Of(item);
        if (!all.Contains(finalizer))
        {
            return;
        }

        var left = new JsonArray([.. all.Where(each => each != finalizer).Select(each => JsonValue.Create(each))]);
        var metadata = new JsonObject { ["finalizers"] = left, ["resourceVersion"] = item.ResourceVersion() };
        try
        {
            await work.Client.PatchAsync(
                kind,
                item.Namespace(),
                item.Name()!,
                KubePatch.Merge(new JsonObject { ["metadata"] = metadata }),
                cancellation: cancellation
            );
        }
        catch (KubeException gone) when (gone.NotFound)
        {
            return;
        }

        await work.AfterStep($"finalizer of {kind.Kind} {item.Name()} taken off");
    }
}
