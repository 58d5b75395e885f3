using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>What a run is started with.</summary>
public sealed record RunInputs
{
    private static readonly ExpressionValue NoValues = ExpressionValue.Of(Array.Empty<KeyValuePair<string, string>>());

    /// <summary>The <c>github</c> context.</summary>
    public ExpressionValue GitHub { get; init; } = NoValues;

    /// <summary>The <c>vars</c> context.</summary>
    public ExpressionValue Vars { get; init; } = NoValues;

    /// <summary>The <c>inputs</c> context.</summary>
    public ExpressionValue Inputs { get; init; } = NoValues;

    /// <summary>The ids of the only jobs to run (with all they need), or empty for all jobs.</summary>
    public IReadOnlyList<string> Jobs { get; init; } = [];

    /// <summary>
    /// The only matrix values to run: of a job whose matrix has the key, jobs with other values are left out. Several
    /// values of one key are alternatives.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Matrix { get; init; } = [];

    /// <summary>Whether <see cref="Matrix"/> leaves this cell in the run.</summary>
    internal bool Chooses(MatrixCell cell) =>
        Matrix
            .GroupBy(f => f.Key, f => f.Value, StringComparer.OrdinalIgnoreCase)
            .All(filter =>
                !cell.Values.Properties.TryGetValue(filter.Key, out var value) || filter.Contains(value.ToString())
            );

    /// <summary>The most jobs that may be queued or running at once, or null for no limit.</summary>
    public int? MaxParallel { get; init; }
}
