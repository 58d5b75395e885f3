namespace Deskrun.GitHub.ScaleSets;

/// <summary>What to change of a scale set; null leaves a thing as it is.</summary>
public sealed record ScaleSetUpdate
{
    /// <summary>A new name.</summary>
    public string? Name { get; init; }

    /// <summary>The number of another runner group.</summary>
    public int? RunnerGroupId { get; init; }

    /// <summary>All labels.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Whether runners may not update themselves.</summary>
    public bool? DisableUpdate { get; init; }
}
