namespace Deskrun.Backends.Cluster.Planning;

/// <summary>The steps that lead from what is in the cluster to what should be, in the order in which they are done.</summary>
/// <param name="Steps">The steps.</param>
public sealed record ClusterPlan(IReadOnlyList<PlanStep> Steps)
{
    /// <summary>Whether nothing has to be done.</summary>
    public bool IsEmpty => Steps.All(step => step.Kind == PlanStepKind.Keep);

    /// <summary>The steps that can't be done.</summary>
    public IEnumerable<PlanStep> Refusals => Steps.Where(step => step.Kind == PlanStepKind.Refuse);

    /// <summary>
    /// Compares. Refusals come first; then removals of scale sets, the controller, KRO, and the scale sets that stay or
    /// come, because a controller deletes scale sets of another version than its own.
    /// </summary>
    /// <param name="design">What should be there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="adopt">Whether somebody else's scale sets of the same name and URL become ours.</param>
    public static ClusterPlan Compare(ClusterDesign design, ClusterFound found, bool adopt = false)
    {
        var comparison = new PlanComparison(design, found, adopt);
        var steps = comparison.Steps().ToList();
        return new ClusterPlan([
            .. steps.Where(step => step.Kind == PlanStepKind.Refuse),
            .. steps.Where(step => step.Kind != PlanStepKind.Refuse),
        ]);
    }
}
