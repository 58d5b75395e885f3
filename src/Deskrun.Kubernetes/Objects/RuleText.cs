namespace Deskrun.Kubernetes.Objects;

/// <summary>An RBAC rule as it can be pasted into a Role.</summary>
internal static class RuleText
{
    public static string Of(ResourceKind kind, string? subresource, string verb)
    {
        var resource = kind.Plural + (subresource is null ? "" : "/" + subresource);
        return $$"""{apiGroups: ["{{kind.Group}}"], resources: ["{{resource}}"], verbs: ["{{verb}}"]}""";
    }
}
