using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>A named text, such as one variable of an <c>env</c>.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Value">The text.</param>
/// <param name="Position">Where the name stands.</param>
public sealed record TemplateEntry(string Name, Template Value, SourcePosition Position);
