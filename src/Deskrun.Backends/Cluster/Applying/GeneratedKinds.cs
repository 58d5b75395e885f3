using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>
/// Removes the CRDs that KRO made for an RGD of ours. KRO leaves them when the RGD goes, unless it was installed with the
/// right to delete CRDs.
/// </summary>
internal sealed class GeneratedKinds(ApplyWork work)
{
    private const string GraphLabel = "kro.run/resource-graph-definition-name";
    private const string OwnedLabel = "kro.run/owned";
    private const int LongestLabel = 63;

    /// <summary>Removes them once the RGD is gone. What can't be removed is told and no more.</summary>
    public async Task RemoveAsync(string graph, CancellationToken cancellation)
    {
        if (graph.Length > LongestLabel)
        {
            return;
        }

        try
        {
            var options = new ListOptions { Labels = $"{GraphLabel}={graph},{OwnedLabel}" };
            var made = await work.Client.ListAsync(WellKnown.CustomResourceDefinitions, null, options, cancellation);
            if (made.Items.Count > 0 && await IsGoneAsync(graph, cancellation))
            {
                foreach (var crd in made.Items)
                {
                    await RemoveAsync(crd, cancellation);
                }
            }
        }
        catch (KubeException refused) when (refused.Forbidden)
        {
            work.Tell($"warning: the CRD that KRO made for the RGD {graph} stays: {refused.Message}");
        }
    }

    /// <summary>As long as the RGD is there, KRO makes its CRD again.</summary>
    private async Task<bool> IsGoneAsync(string graph, CancellationToken cancellation)
    {
        var gone = await Wait.ForAsync(
            work,
            work.Patience.Gone,
            async () => await work.Client.FindAsync(ArcKinds.Graphs, null, graph, cancellation) is null ? "" : null,
            cancellation
        );
        if (gone is null)
        {
            work.Tell(
                $"warning: the RGD {graph} is still there after {work.Patience.Gone.TotalSeconds:0} s, and with it the CRD that "
                    + "KRO made for it; does KRO's controller run?"
            );
        }

        return gone is not null;
    }

    private async Task RemoveAsync(JsonObject crd, CancellationToken cancellation)
    {
        var names = crd.At("spec", "names");
        var kind = new ResourceKind(
            crd.Text("spec", "group") ?? "",
            crd.Items("spec", "versions").FirstOrDefault().Text("name") ?? "",
            names.Text("plural") ?? "",
            crd.Text("spec", "scope") == "Namespaced",
            names.Text("kind") ?? ""
        );
        var left = await work.Client.ListAsync(kind, null, cancellation: cancellation);
        if (left.Items.Count > 0)
        {
            work.Tell($"warning: the CRD {crd.Name()} stays, because there are instances of it: kubectl get {kind} -A");
            return;
        }

        await work.Client.DeleteAsync(
            WellKnown.CustomResourceDefinitions,
            null,
            crd.Name()!,
            cancellation: cancellation
        );
        await work.AfterStep($"crd {crd.Name()} removed");
    }
}
