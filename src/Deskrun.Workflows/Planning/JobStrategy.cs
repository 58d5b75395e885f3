using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>The computed strategy of a job.</summary>
/// <param name="Cells">The cells of its matrix; one without values when it has none.</param>
/// <param name="HasMatrix">Whether it has a matrix.</param>
/// <param name="FailFast">Whether a failed cell cancels the others.</param>
/// <param name="MaxParallel">The most cells at once, or null for no limit.</param>
internal sealed record JobStrategy(IReadOnlyList<MatrixCell> Cells, bool HasMatrix, bool FailFast, int? MaxParallel)
{
    private static readonly JobStrategy None = new(
        [new(ExpressionValue.Null, ExpressionValue.Null)],
        false,
        true,
        null
    );

    /// <summary>Computes a job's strategy.</summary>
    /// <exception cref="ExpressionException">It cannot be computed, or makes too many jobs.</exception>
    public static JobStrategy Resolve(ValueTemplate? strategy, IExpressionScope scope)
    {
        if (strategy is null)
        {
            return None;
        }

        var value = strategy.Evaluate(scope);
        if (value.Kind != ExpressionKind.Object)
        {
            throw new ExpressionException($"'strategy' must be an object, but '{strategy}' gives none");
        }

        var result = None with
        {
            FailFast = ReadFailFast(value.Properties.GetValueOrDefault("fail-fast")),
            MaxParallel = ReadMaxParallel(value.Properties.GetValueOrDefault("max-parallel")),
        };
        if (!value.Properties.TryGetValue("matrix", out var matrix))
        {
            return result;
        }

        // Where the excludes leave nothing, GitHub runs the job once without a matrix.
        var cells = MatrixExpansion.Expand(matrix);
        return cells.Count == 0 ? result : result with { Cells = cells, HasMatrix = true };
    }

    /// <summary>The <c>strategy</c> context of a cell.</summary>
    public ExpressionValue Context(int index) =>
        ExpressionValue.Of([
            KeyValuePair.Create("fail-fast", ExpressionValue.Of(FailFast)),
            KeyValuePair.Create("job-index", ExpressionValue.Of(index)),
            KeyValuePair.Create("job-total", ExpressionValue.Of(Cells.Count)),
            KeyValuePair.Create("max-parallel", ExpressionValue.Of(HasMatrix ? MaxParallel ?? Cells.Count : 1)),
        ]);

    private static bool ReadFailFast(ExpressionValue? value) =>
        value?.Kind switch
        {
            null => true,
            ExpressionKind.Boolean => value.AsBoolean,
            _ => throw new ExpressionException($"'fail-fast' must be true or false, but it is '{value}'"),
        };

    private static int? ReadMaxParallel(ExpressionValue? value) =>
        value?.Kind switch
        {
            null => null,
            ExpressionKind.Number when value.AsNumber >= 1 => (int)Math.Min(value.AsNumber, int.MaxValue),
            _ => throw new ExpressionException($"'max-parallel' must be a number from 1, but it is '{value}'"),
        };
}
