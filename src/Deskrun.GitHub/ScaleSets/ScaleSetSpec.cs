namespace Deskrun.GitHub.ScaleSets;

/// <summary>A scale set as its owner wants it.</summary>
public sealed record ScaleSetSpec
{
    /// <summary>Its name, unique inside its runner group.</summary>
    public required string Name { get; init; }

    /// <summary>The runner group's name; null or <c>default</c> is the default group.</summary>
    public string? RunnerGroup { get; init; }

    /// <summary>
    /// What <c>runs-on</c> may name. Empty means one label, the scale set's name. Older GHES keep only that one.
    /// </summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>True, as for all runners that are made afresh for each job, keeps runners from updating themselves.</summary>
    public bool DisableUpdate { get; init; } = true;

    /// <summary>The labels that are sent: unique without regard to case, in order.</summary>
    internal IReadOnlyList<string> EffectiveLabels =>
        Labels.Count == 0 ? [Name] : [.. Labels.Distinct(StringComparer.OrdinalIgnoreCase)];
}
