using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Applies the CRDs of a chart, which Helm never upgrades, and waits until they are served.</summary>
internal static class CrdApplier
{
    public static async Task ApplyAsync(ApplyWork work, ChartReference chart, CancellationToken cancellation)
    {
        var shown = await work.Helm.ShowCrdsAsync(chart, cancellation);
        var all = shown.OrderBy(each => each.Name(), StringComparer.Ordinal).ToList();
        foreach (var crd in all.Where(each => each.Text("kind") == "CustomResourceDefinition"))
        {
            await work.Client.ApplyAsync(
                WellKnown.CustomResourceDefinitions,
                null,
                crd,
                new WriteOptions { Force = true },
                cancellation
            );
            await work.AfterStep($"crd {crd.Name()}");
        }

        foreach (var crd in all)
        {
            await WaitAsync(work, crd.Name()!, cancellation);
        }
    }

    private static async Task WaitAsync(ApplyWork work, string name, CancellationToken cancellation)
    {
        JsonObject? last = null;
        var served = await Wait.ForAsync(
            work,
            work.Patience.Established,
            async () =>
            {
                last = await work.Client.FindAsync(WellKnown.CustomResourceDefinitions, null, name, cancellation);
                return last.Condition("Established").Text("status") == "True" ? last : null;
            },
            cancellation
        );
        if (served is null)
        {
            var names = last.Condition("NamesAccepted");
            var why = names.Text("status") == "False" ? names.Text("message") : "the API server does not serve it";
            throw new ApplyException(
                $"the CRD {name} is not usable after {work.Patience.Established.TotalSeconds:0} s: {why}"
            );
        }
    }
}
