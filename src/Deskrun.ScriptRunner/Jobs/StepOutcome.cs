using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Jobs;

/// <summary>What <c>steps.ID</c> holds.</summary>
internal sealed class StepOutcome
{
    /// <summary>Outputs by name.</summary>
    public OrderedDictionary<string, string> Outputs { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How the step ended before <c>continue-on-error</c>; null while it runs.</summary>
    public Conclusion? Outcome { get; set; }

    /// <summary>How it ended after that.</summary>
    public Conclusion? Conclusion { get; set; }

    /// <summary>The value for expressions.</summary>
    public ExpressionValue ToValue()
    {
        var properties = new List<KeyValuePair<string, ExpressionValue>>
        {
            new("outputs", ExpressionValue.Of(Outputs)),
        };
        if (Outcome is { } outcome && Conclusion is { } conclusion)
        {
            properties.Add(new("outcome", ExpressionValue.Of(outcome.Status())));
            properties.Add(new("conclusion", ExpressionValue.Of(conclusion.Status())));
        }

        return ExpressionValue.Of(properties);
    }
}
