using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>What the expressions of a job's own keys can see.</summary>
internal sealed record JobScope(RunInputs Inputs, ExpressionValue Needs) : IExpressionScope
{
    /// <summary>The <c>matrix</c> context once a cell is known.</summary>
    public ExpressionValue Matrix { get; init; } = ExpressionValue.Null;

    /// <summary>The <c>strategy</c> context once a cell is known.</summary>
    public ExpressionValue Strategy { get; init; } = ExpressionValue.Null;

    /// <summary>The status functions, or null where there are none.</summary>
    public JobStatus? Status { get; init; }

    public ExpressionValue? FindContext(string name) =>
        name.ToLowerInvariant() switch
        {
            "github" => Inputs.GitHub,
            "vars" => Inputs.Vars,
            "inputs" => Inputs.Inputs,
            "needs" => Needs,
            "matrix" => Matrix,
            "strategy" => Strategy,
            _ => null,
        };

    public bool? CheckStatus(string name) => Status?.Check(name);

    public string? HashFiles(IReadOnlyList<string> patterns) => null;
}
