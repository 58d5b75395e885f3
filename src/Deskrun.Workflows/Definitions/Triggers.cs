namespace Deskrun.Workflows.Definitions;

/// <summary>What starts a workflow (<c>on</c>).</summary>
/// <param name="Events">The events in the order of the file.</param>
/// <param name="DispatchInputs">The inputs of <c>workflow_dispatch</c>.</param>
public sealed record Triggers(IReadOnlyList<WorkflowEvent> Events, IReadOnlyList<WorkflowInput> DispatchInputs)
{
    /// <summary>The event of a name such as <c>push</c>, or null when it does not start the workflow.</summary>
    public WorkflowEvent? Find(string name) => Events.FirstOrDefault(e => e.Name == name);
}
