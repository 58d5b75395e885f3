using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>
/// A cluster that had ARC before may have its controller in another namespace, and the listeners live beside the
/// controller. Looked for only when our namespace has none: three list calls, however many objects there are.
/// </summary>
internal static class ControllerElsewhere
{
    /// <summary>The picture with what lives beside a controller in another namespace.</summary>
    public static async Task<ClusterPicture> AddAsync(
        KubeClient client,
        ClusterPicture picture,
        CancellationToken cancellation
    )
    {
        if (!picture.ArcIsThere || picture.Pods.Any(ArcPods.IsController))
        {
            return picture;
        }

        try
        {
            var product = new ListOptions
            {
                Labels =
                    $"{ArcKinds.PartOfLabel}={ArcKinds.ControllerPartOf},{ArcKinds.ComponentLabel}={ArcKinds.ControllerComponent}",
            };
            var all = (await client.ListAsync(WellKnown.Pods, null, product, cancellation)).Items;
            var controllers = all.Where(each => Serves(each, picture.Namespace)).ToList();
            if (controllers.Count == 0)
            {
                return picture;
            }

            var space = controllers[0].Namespace();
            var component = new ListOptions { Labels = $"{ArcKinds.ComponentLabel}={ArcKinds.ListenerComponent}" };
            var pods = client.ListAsync(WellKnown.Pods, space, component, cancellation);
            var listeners = client.ListAsync(ArcKinds.Listeners, space, null, cancellation);
            return picture with
            {
                Pods = [.. picture.Pods, .. controllers, .. (await pods).Items],
                Listeners = [.. picture.Listeners, .. (await listeners).Items.Where(each => IsOurs(each, picture))],
            };
        }
        catch (KubeException failure)
        {
            // Who may not look there can't tell whether a controller is missing.
            return picture with { ControllerIsUnknown = true, Blind = [.. picture.Blind, failure.Message] };
        }
    }

    /// <summary>A controller may have been told to serve one namespace only.</summary>
    private static bool Serves(JsonObject controller, string space)
    {
        const string only = "--watch-single-namespace=";
        var told = controller
            .Items("spec", "containers")
            .SelectMany(container => container.At("args") as JsonArray ?? [])
            .Select(argument => argument.Text() ?? "")
            .FirstOrDefault(argument => argument.StartsWith(only, StringComparison.Ordinal));
        return told is null || told[only.Length..] == space;
    }

    private static bool IsOurs(JsonObject listener, ClusterPicture picture) =>
        listener.Text("spec", "autoscalingRunnerSetNamespace") == picture.Namespace;
}
