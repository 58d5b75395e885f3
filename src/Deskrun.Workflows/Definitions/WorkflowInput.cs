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
}
