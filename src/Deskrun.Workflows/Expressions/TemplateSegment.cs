namespace Deskrun.Workflows.Expressions;

/// <summary>A part of a template: literal text, or an expression and the offset of its text in the template.</summary>
internal sealed record TemplateSegment(string Text, Expression? Expression, int Offset);
