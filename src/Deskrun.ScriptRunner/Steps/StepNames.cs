using Deskrun.ScriptRunner.Jobs;
using Deskrun.ScriptRunner.Templates;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Steps;

/// <summary>Finds the name under which a step is shown.</summary>
internal static class StepNames
{
    // What is known of these before the step runs may differ from what the step sees.
    private static readonly string[] LateContexts = ["env", "job", "runner", "steps"];

    /// <summary>The name before the step runs; expressions that need more than is known then are shown as written.</summary>
    public static string Early(JobStep step, IExpressionScope scope) =>
        Source(step) is { } source && NeedsLate(source.Token)
            ? source.Prefix + ScriptPlan.FirstLine($"${{{{ {((TemplateToken.Expr)source.Token).Text} }}}}")
            : Late(step, scope);

    /// <summary>The name when the step starts. Never fails: a name that cannot be computed is shown as written.</summary>
    public static string Late(JobStep step, IExpressionScope scope) =>
        // As the official runner does it.
        Computed(step, scope) is { Length: > 0 } name
            ? name
            : "run";

    private static string Computed(JobStep step, IExpressionScope scope)
    {
        if (Source(step) is not { } source)
        {
            return $"Run {step.Uses ?? step.Name}";
        }

        try
        {
            return source.Prefix + ScriptPlan.FirstLine(new TemplateEvaluator(scope).Text(source.Token, "name"));
        }
        catch (ExpressionException)
        {
            return source.Prefix + ((source.Token as TemplateToken.Expr)?.Text ?? step.Name);
        }
    }

    private static (string Prefix, TemplateToken Token)? Source(JobStep step)
    {
        if (step.DisplayName is { } name)
        {
            return ("", name);
        }

        var inputs = step.Uses is null ? step.Inputs as TemplateToken.Mapping : null;
        foreach (var (key, value) in inputs?.Entries ?? [])
        {
            if (key is TemplateToken.Literal { Value: var text } && text.ToString() == "script")
            {
                return ("Run ", value);
            }
        }

        return null;
    }

    private static bool NeedsLate(TemplateToken token)
    {
        try
        {
            return token is TemplateToken.Expr expression
                && Expression
                    .Parse(expression.Text)
                    .References.Any(r =>
                        r.IsFunction && r.Name == "hashfiles" || !r.IsFunction && LateContexts.Contains(r.Name)
                    );
        }
        catch (ExpressionException)
        {
            return true;
        }
    }
}
