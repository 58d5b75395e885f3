namespace Deskrun.RunnerContract.Access;

/// <summary>One RBAC rule.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">The plural, with a subresource after a slash.</param>
/// <param name="Verbs">The verbs.</param>
/// <param name="Why">What it is for.</param>
public sealed record AccessRule(string Group, string Resource, IReadOnlyList<string> Verbs, string Why)
{
    /// <summary>Whether the rule holds in the whole cluster rather than in the runners' namespace.</summary>
    public bool IsClusterWide { get; init; }

    /// <summary>Whether a run works without it, explaining less.</summary>
    public bool IsOptional { get; init; }
}
