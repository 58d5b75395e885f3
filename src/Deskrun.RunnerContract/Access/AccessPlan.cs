using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Secrets;

namespace Deskrun.RunnerContract.Access;

/// <summary>The least rights for one RGD: kar's, and those that KRO needs in aggregation mode.</summary>
/// <param name="Kar">What kar's service account needs.</param>
/// <param name="Kro">What KRO's controller needs beside its own base role.</param>
public sealed record AccessPlan(IReadOnlyList<AccessRule> Kar, IReadOnlyList<AccessRule> Kro)
{
    private static readonly string[] _all = ["get", "list", "watch", "create", "update", "patch", "delete"];
    private static readonly string[] _read = ["get", "list", "watch"];

    /// <summary>Computes the rights.</summary>
    /// <param name="graph">The RGD.</param>
    /// <param name="instances">The generated kind as the API server serves it.</param>
    /// <param name="route">How the JIT config reaches the compute.</param>
    /// <param name="plan">From what the end is learnt.</param>
    /// <param name="plurals">The plural of each child kind, by group and kind, from API discovery.</param>
    public static AccessPlan For(
        RunnerGraph graph,
        ResourceKind instances,
        SecretRoute route,
        CompletionPlan plan,
        IReadOnlyDictionary<(string Group, string Kind), string> plurals
    )
    {
        List<AccessRule> kar =
        [
            new("kro.run", "resourcegraphdefinitions", ["get", "list"], "find the RGD by its label")
            {
                IsClusterWide = true,
            },
            new(
                instances.Group,
                instances.Plural,
                ["create", "get", "list", "watch", "delete"],
                "the instance of this runner"
            ),
            new("", "pods", ["get"], "its own Pod: owner and parameters"),
            new("", "events", ["create"], "Events on its own Pod") { IsOptional = true },
            new("actions.github.com", "ephemeralrunners", ["get"], "whether a job was taken, before a failing exit"),
        ];
        if (route.Kind == SecretRouteKind.Own)
        {
            kar.Add(new("", "secrets", ["create", "delete"], "the Secret with the JIT config; it is never read"));
        }

        kar.AddRange(ChildRules(plan));
        var kinds = graph.Nodes.Where(n => n.Kind.Length > 0).DistinctBy(n => (n.Group, n.Kind, n.IsExternal)).ToList();
        List<AccessRule> kro =
        [
            new(instances.Group, instances.Plural, _all, "the instances") { IsClusterWide = true },
            new(instances.Group, instances.Plural + "/status", ["get", "update", "patch"], "their status")
            {
                IsClusterWide = true,
            },
            .. kinds.Select(n => new AccessRule(
                n.Group,
                plurals.TryGetValue((n.Group, n.Kind), out var plural) ? plural : n.Kind.ToLowerInvariant() + "s",
                n.IsExternal ? _read : _all,
                n.IsExternal ? $"read for {n.Id}" : $"made for {n.Id}"
            )
            {
                IsClusterWide = true,
            }),
        ];
        return new AccessPlan(kar, kro);
    }

    private static IEnumerable<AccessRule> ChildRules(CompletionPlan plan)
    {
        if (plan.Compute is not { } compute)
        {
            yield break;
        }

        var judged = plan.Source == CompletionSource.Child;
        var watch = judged ? new[] { "list", "watch" } : ["list"];
        var whether = "whether it is still there, when the status tells nothing any more";
        if (compute.Group == "")
        {
            yield return new("", "pods", watch, judged ? "the runner's Pod" : "to explain why a Pod waits")
            {
                IsOptional = !judged,
            };
        }
        else if (compute.Group == "batch")
        {
            yield return new("batch", "jobs", watch, judged ? "the runner's Job" : "why a Job failed; " + whether)
            {
                IsOptional = !judged,
            };
            yield return new("", "pods", ["list"], "the Job's Pod: exit code and why it waits") { IsOptional = true };
        }
        else if (compute.Group == "kubevirt.io")
        {
            if (compute.Kind == "VirtualMachine")
            {
                yield return new(
                    "kubevirt.io",
                    "virtualmachines",
                    watch,
                    judged ? "the runner's virtual machine" : whether
                )
                {
                    IsOptional = !judged,
                };
            }

            yield return new(
                "kubevirt.io",
                "virtualmachineinstances",
                watch,
                judged ? "the runner's virtual machine: its end" : whether
            )
            {
                IsOptional = !judged,
            };
        }
        else
        {
            yield return new(compute.Group, "instances", watch, judged ? "the runner's EC2 instance" : whether)
            {
                IsOptional = !judged,
            };
        }
    }
}
