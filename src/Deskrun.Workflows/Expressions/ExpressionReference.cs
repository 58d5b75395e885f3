namespace Deskrun.Workflows.Expressions;

/// <summary>A name used in an expression.</summary>
/// <param name="Name">The context's or function's name in lower case.</param>
/// <param name="IsFunction">Whether it is called.</param>
/// <param name="Position">Zero-based offset in the expression's text.</param>
public readonly record struct ExpressionReference(string Name, bool IsFunction, int Position);
