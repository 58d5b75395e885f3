namespace Deskrun.GitHub.ScaleSets;

/// <summary>A scale set after it was made, adopted or changed.</summary>
/// <param name="ScaleSet">The scale set as the service answered.</param>
/// <param name="Outcome">What was done.</param>
/// <param name="Warnings">What isn't as it was wanted, in sentences; empty when all is.</param>
public sealed record ScaleSetResult(RunnerScaleSet ScaleSet, ScaleSetOutcome Outcome, IReadOnlyList<string> Warnings);

/// <summary>What was done to a scale set.</summary>
public enum ScaleSetOutcome
{
    /// <summary>It was made.</summary>
    Created,

    /// <summary>It was there and is as wanted.</summary>
    Adopted,

    /// <summary>It was there and was changed.</summary>
    Updated,
}
