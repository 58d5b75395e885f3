namespace Deskrun.RunnerContract.Removal;

/// <summary>
/// The commands that remove an instance. KRO deletes what it made and takes its finalizer off, but only as long as the
/// graph exists: without it a plain delete waits for ever, and what was made has no owner that would take it along.
/// </summary>
public static class InstanceRemoval
{
    /// <summary>What KRO holds an instance with until it has removed what it made for it.</summary>
    public const string Finalizer = "kro.run/finalizer";

    private const string MadeKinds = "applyset.kubernetes.io/contains-group-kinds";
    private const string MoreNamespaces = "applyset.kubernetes.io/additional-namespaces";

    /// <summary>The command that suffices while somebody serves the kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="name">The object's name.</param>
    public static string Delete(ResourceKind kind, string space, string name) =>
        $"kubectl delete {kind} {name} -n {space}";

    /// <summary>Whether KRO has to do something before the instance can go.</summary>
    /// <param name="instance">The instance as last seen.</param>
    public static bool IsHeld(JsonObject instance) =>
        instance.At("metadata", "finalizers") is JsonArray all && all.Any(each => each.Text() == Finalizer);

    /// <summary>
    /// The command line for an instance whose graph is gone: it removes what KRO had made, found by KRO's labels, and then
    /// takes KRO's finalizer off, which nobody else does any more.
    /// </summary>
    /// <param name="kind">The generated kind.</param>
    /// <param name="instance">The instance as last seen.</param>
    public static string WithoutGraph(ResourceKind kind, JsonObject instance)
    {
        var (space, name) = (instance.Namespace()!, instance.Name()!);
        List<string> steps = [$"{Delete(kind, space, name)} --wait=false"];
        if (
            instance.Annotation(MadeKinds) is { Length: > 0 } kinds
            && instance.Label(ContractKeys.ApplySetId) is { Length: > 0 } set
        )
        {
            var where = string.IsNullOrEmpty(instance.Annotation(MoreNamespaces)) ? $"-n {space}" : "-A";
            steps.Add($"kubectl delete {kinds.Replace(" ", "")} {where} -l {ContractKeys.ApplySetPartOf}={set}");
        }

        var left = (instance.At("metadata", "finalizers") as JsonArray ?? [])
            .Select(each => each.Text())
            .Where(each => each is not null && each != Finalizer)
            .Select(each => $"\"{each}\"")
            .ToList();
        var finalizers = left.Count == 0 ? "null" : $"[{string.Join(',', left)}]";
        steps.Add(
            $"kubectl patch {kind} {name} -n {space} --type=merge -p '{{\"metadata\":{{\"finalizers\":{finalizers}}}}}'"
        );
        return string.Join(" && ", steps);
    }
}
