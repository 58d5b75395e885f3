using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Judging;

/// <summary>What KRO itself says of an instance.</summary>
/// <param name="State"><c>IN_PROGRESS</c>, <c>ACTIVE</c>, <c>ERROR</c>, <c>DELETING</c>, or empty at first.</param>
/// <param name="IsError">Whether KRO reports an error; it usually tries again every few seconds.</param>
/// <param name="IsDeleting">Whether the instance is being deleted.</param>
/// <param name="Detail">The message that goes with the state, in one line.</param>
public sealed record InstanceState(string State, bool IsError, bool IsDeleting, string Detail)
{
    /// <summary>Reads an instance as the API server returns it.</summary>
    public static InstanceState Read(JsonObject instance)
    {
        var state = instance.Text("status", "state") ?? "";
        var conditions = GraphCondition.ReadAll(instance);
        var unresolved = conditions.FirstOrDefault(c => c is { Type: "GraphResolved", Status: "False" });
        var detail =
            unresolved
            ?? conditions.FirstOrDefault(c => c is { Type: "ResourcesReady", Status: not "True" })
            ?? conditions.FirstOrDefault(c => c is { Status: "False", Message.Length: > 0 });
        return new InstanceState(
            state,
            state == "ERROR" || unresolved is not null,
            instance.Text("metadata", "deletionTimestamp") is not null,
            detail?.ToString() ?? ""
        );
    }
}
