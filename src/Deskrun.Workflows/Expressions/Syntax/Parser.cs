using Deskrun.Workflows.Expressions.Functions;
using Deskrun.Workflows.Spelling;

namespace Deskrun.Workflows.Expressions.Syntax;

/// <summary>Builds the tree of one expression and notes the names in it.</summary>
internal sealed class Parser
{
    /// <summary>The deepest tree, as GitHub counts it.</summary>
    public const int MaxDepth = 50;

    // Groups add no level to the tree but do to our stack.
    private const int MaxNesting = 250;

    private readonly string text;
    private readonly Lexer lexer;
    private readonly List<ExpressionReference> references = [];
    private Token token;
    private int nesting;

    private Parser(string text)
    {
        this.text = text;
        lexer = new(text);
        token = lexer.Next();
    }

    public static (Node Root, IReadOnlyList<ExpressionReference> References) Parse(string text)
    {
        var parser = new Parser(text);
        if (parser.token.Kind == TokenKind.End)
        {
            throw new ExpressionException("an expression is missing between ${{ and }}", 0);
        }

        var root = parser.ParseBinary(1);
        return parser.token.Kind == TokenKind.End ? (root, parser.references) : throw parser.Unexpected("an operator");
    }

    private Node ParseBinary(int lowest)
    {
        var left = ParseUnary();
        while (token.Kind == TokenKind.Binary && Precedence(token.Text) is var precedence && precedence >= lowest)
        {
            var sign = token.Text;
            Advance();
            var right = ParseBinary(precedence + 1);
            left = Checked(
                sign is "&&" or "||" ? LogicNode.Join(sign, left, right) : new ComparisonNode(sign, left, right)
            );
        }

        return left;
    }

    private static int Precedence(string sign) =>
        sign switch
        {
            "||" => 1,
            "&&" => 2,
            "==" or "!=" => 3,
            _ => 4,
        };

    private Node ParseUnary()
    {
        var negations = 0;
        for (; token.Kind == TokenKind.Not; negations++)
        {
            Advance();
        }

        var node = ParsePostfix(ParsePrimary());
        for (; negations > 0; negations--)
        {
            node = Checked(new NotNode(node));
        }

        return node;
    }

    private Node ParsePostfix(Node node)
    {
        while (token.Kind is TokenKind.Dot or TokenKind.OpenIndex)
        {
            var isDot = token.Kind == TokenKind.Dot;
            Advance();
            var index = token.Kind switch
            {
                TokenKind.Wildcard => new WildcardNode(),
                TokenKind.Property => new LiteralNode(ExpressionValue.Of(token.Text)),
                _ when isDot => throw Unexpected("a property's name or *"),
                _ => (Node?)null,
            };
            if (index is not null)
            {
                Advance();
            }
            else
            {
                index = Nested();
            }

            if (!isDot)
            {
                Expect(TokenKind.CloseIndex, "']'");
            }

            node = Checked(new IndexNode(node, index));
        }

        return node;
    }

    private Node ParsePrimary()
    {
        var start = token;
        switch (start.Kind)
        {
            case TokenKind.Literal:
                Advance();
                if (token.Kind is TokenKind.Dot or TokenKind.OpenIndex)
                {
                    throw Unexpected("an operator, because a literal has no properties");
                }

                return new LiteralNode(start.Value!);
            case TokenKind.OpenGroup:
                Advance();
                var inner = Nested();
                Expect(TokenKind.CloseGroup, "')'");
                return inner;
            case TokenKind.Name:
                Advance();
                return token.Kind == TokenKind.OpenGroup ? ParseCall(start) : ParseContext(start);
            default:
                throw Unexpected("a value");
        }
    }

    private ContextNode ParseContext(Token name)
    {
        if (!ContextNames.All.Contains(name.Text, StringComparer.OrdinalIgnoreCase))
        {
            var hint = Suggestion.Sentence(name.Text, ContextNames.All);
            throw Problems.At(
                text,
                name.Position,
                $"there is no context '{name.Text}'"
                    + (hint.Length > 0 ? hint : $" (a text is written '{name.Text}', in quotes)")
            );
        }

        references.Add(new(name.Text.ToLowerInvariant(), IsFunction: false, name.Position));
        return new(name.Text, name.Position);
    }

    private Node ParseCall(Token name)
    {
        if (!FunctionTable.All.TryGetValue(name.Text, out var function))
        {
            var hint = Suggestion.Sentence(name.Text, FunctionTable.All.Keys);
            throw Problems.At(text, name.Position, $"there is no function '{name.Text}'{hint}");
        }

        references.Add(new(function.Name.ToLowerInvariant(), IsFunction: true, name.Position));
        Advance();
        var arguments = new List<Node>();
        while (token.Kind != TokenKind.CloseGroup)
        {
            if (arguments.Count > 0)
            {
                Expect(TokenKind.Comma, "',' or ')'");
            }

            arguments.Add(Nested());
        }

        Advance();
        return function.Reject(arguments.Count) is { } problem
            ? throw Problems.At(text, name.Position, problem)
            : Checked(new CallNode(function, arguments, name.Position));
    }

    private Node Nested()
    {
        if (++nesting > MaxNesting)
        {
            throw Problems.At(
                text,
                token.Position,
                $"more than {MaxNesting} brackets are open: simplify the expression"
            );
        }

        var node = ParseBinary(1);
        nesting--;
        return node;
    }

    private Node Checked(Node node) =>
        node.Depth <= MaxDepth
            ? node
            : throw Problems.At(text, token.Position, $"the expression is deeper than {MaxDepth} levels: simplify it");

    private void Advance() => token = lexer.Next();

    private void Expect(TokenKind kind, string expected)
    {
        if (token.Kind != kind)
        {
            throw Unexpected(expected);
        }

        Advance();
    }

    private ExpressionException Unexpected(string expected) =>
        Problems.At(
            text,
            token.Position,
            token.Kind == TokenKind.End
                ? $"the expression ends where {expected} was expected"
                : $"'{token.Text}' stands where {expected} was expected"
        );
}
