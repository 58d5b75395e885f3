namespace Deskrun.Workflows.Expressions.Syntax;

internal enum TokenKind
{
    Literal,
    Name,
    Property,
    Wildcard,
    Dot,
    Comma,
    OpenGroup,
    CloseGroup,
    OpenIndex,
    CloseIndex,
    Not,
    Binary,
    End,
}
