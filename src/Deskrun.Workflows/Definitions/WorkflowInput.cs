using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>An input of a workflow that is started by hand.</summary>
public sealed record WorkflowInput
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>Its type: <c>string</c>, <c>boolean</c>, <c>number</c>, <c>choice</c> or <c>environment</c>.</summary>
    public string Type { get; init; } = "string";

    /// <summary>Whether it must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The value when none is given, or null.</summary>
    public string? Default { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The values of a <c>choice</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Why a value cannot be this input's, or null when it can.</summary>
    public string? Reject(string value) =>
        Type switch
        {
            "boolean" when value is not ("true" or "false") => $"input '{Name}' must be true or false, not '{value}'",
            "number" when double.IsNaN(Coercion.ParseNumber(value)) =>
                $"input '{Name}' must be a number, not '{value}'",
            "choice" when !Options.Contains(value) =>
                $"input '{Name}' must be one of {string.Join(", ", Options)}, not '{value}'",
            _ => null,
        };
}
