using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Spelling;

namespace Deskrun.Workflows.Planning;

/// <summary>Turns the inputs that a user gives into the <c>inputs</c> context.</summary>
/// <param name="Values">The context; every input of the workflow has a value.</param>
/// <param name="Errors">What is wrong with the given inputs, for the user.</param>
public sealed record WorkflowInputs(ExpressionValue Values, IReadOnlyList<string> Errors)
{
    /// <summary>Checks given inputs against those of <c>workflow_dispatch</c>.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="given">Names and values as typed.</param>
    public static WorkflowInputs Resolve(Workflow workflow, IReadOnlyDictionary<string, string> given)
    {
        var errors = new List<string>();
        var inputs = workflow.On.DispatchInputs;
        foreach (var name in given.Keys.Where(name => !inputs.Any(i => Same(i.Name, name))))
        {
            var hint = Suggestion.Sentence(name, inputs.Select(i => i.Name));
            errors.Add($"the workflow has no input '{name}'{hint}");
        }

        var values = new List<KeyValuePair<string, ExpressionValue>>();
        foreach (var input in inputs)
        {
            var text = given.FirstOrDefault(g => Same(g.Key, input.Name)).Value ?? input.Default;
            if (string.IsNullOrEmpty(text) && input.IsRequired)
            {
                errors.Add($"the input '{input.Name}' is required: give it with --input {input.Name}=VALUE");
            }
            else if (!string.IsNullOrEmpty(text) && input.Reject(text) is { } problem)
            {
                errors.Add(problem);
            }

            values.Add(new(input.Name, Convert(input, text)));
        }

        return new(ExpressionValue.Of(values), errors);
    }

    private static bool Same(string x, string y) => string.Equals(x, y, StringComparison.OrdinalIgnoreCase);

    private static ExpressionValue Convert(WorkflowInput input, string? text) =>
        input.Type switch
        {
            "boolean" => ExpressionValue.Of(text == "true"),
            "number" => ExpressionValue.Of(Coercion.ParseNumber(text ?? "")),
            _ => ExpressionValue.Of(text ?? ""),
        };
}
