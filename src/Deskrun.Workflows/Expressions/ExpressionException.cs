namespace Deskrun.Workflows.Expressions;

/// <summary>An expression that cannot be parsed or evaluated. The message is written for the author of the workflow.</summary>
/// <param name="message">What is wrong and how to mend it.</param>
/// <param name="position">Zero-based offset in the expression's text, or -1 when it is not known.</param>
public sealed class ExpressionException(string message, int position = -1) : Exception(message)
{
    /// <summary>Zero-based offset in the expression's text, or -1 when it is not known.</summary>
    public int Position { get; } = position;
}
