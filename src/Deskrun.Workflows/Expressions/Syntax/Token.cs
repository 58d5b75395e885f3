namespace Deskrun.Workflows.Expressions.Syntax;

/// <summary>One word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">How it is written.</param>
/// <param name="Position">Where it starts.</param>
/// <param name="Value">The value of a literal.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, ExpressionValue? Value = null)
{
    /// <summary>Whether a value ends here, so that an operator may follow.</summary>
    public bool EndsValue =>
        Kind
            is TokenKind.Literal
                or TokenKind.Name
                or TokenKind.Property
                or TokenKind.Wildcard
                or TokenKind.CloseGroup
                or TokenKind.CloseIndex;
}
