using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Judging;

namespace Kar.Running;

/// <summary>
/// Looks at the compute itself, where the instance's status is no help, and tells the judge what is there. What KRO made
/// is found by KRO's own labels and never by a name from the status, which may be any name its author likes.
/// </summary>
internal sealed class ComputeLook(KubeClient client, RunPlan plan, Identity identity, RunJudge judge, TimeProvider time)
{
    private readonly ChildWatch _children = new(plan);
    private readonly Dictionary<string, JsonObject> _seen = new(StringComparer.Ordinal);

    /// <summary>Whether the graph makes something that can be looked at.</summary>
    public bool IsPossible => plan.Completion.Compute is not null;

    /// <summary>Looks once.</summary>
    /// <param name="selection">What selects the instance's children.</param>
    /// <param name="mustBeThere">Whether the compute is known to have run, so that its absence is an end.</param>
    /// <param name="cancellation">Ends the look.</param>
    /// <exception cref="KubeException">It is not allowed, or failed.</exception>
    public async Task LookAsync(ListOptions selection, bool mustBeThere, CancellationToken cancellation)
    {
        var compute = plan.Completion.Compute!;
        var found = await client.ListAsync(ChildWatch.KindOf(compute), identity.Namespace, selection, cancellation);
        var children = found.Items.Where(_children.IsCompute).ToList();
        foreach (var gone in _seen.Where(s => children.All(c => c.Uid() != s.Key)).Select(s => s.Value).ToList())
        {
            judge.SeeChildGone(gone);
        }

        if (mustBeThere && children.Count == 0)
        {
            judge.SeeComputeMissing($"the {compute.Kind} {compute.Id}");
        }

        foreach (var child in children)
        {
            _seen[child.Uid()!] = child;
            if (ChildWatch.EndOf(child) is { } end)
            {
                await LookAtEndAsync(end, child.Name()!, mustBeThere, cancellation);
            }
            else
            {
                judge.SeeChild(child, time.GetUtcNow());
            }
        }
    }

    /// <summary>A virtual machine has no verdict of its own; its instance has.</summary>
    private async Task LookAtEndAsync(ResourceKind kind, string name, bool mustBeThere, CancellationToken cancellation)
    {
        var found = await client.ListAsync(kind, identity.Namespace, ListOptions.Named(name), cancellation);
        if (found.Items.FirstOrDefault() is { } instance)
        {
            judge.SeeChild(instance, time.GetUtcNow());
        }
        else if (mustBeThere)
        {
            judge.SeeComputeMissing($"{kind.Kind} {name}");
        }
    }
}
