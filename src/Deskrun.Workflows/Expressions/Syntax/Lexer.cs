using System.Text;

namespace Deskrun.Workflows.Expressions.Syntax;

/// <summary>Cuts an expression into words by the rules of GitHub's language.</summary>
internal sealed class Lexer(string text)
{
    private int index;
    private Token? last;

    private bool AfterValue => last is { EndsValue: true };

    public Token Next()
    {
        while (index < text.Length && char.IsWhiteSpace(text[index]))
        {
            index++;
        }

        var token = index < text.Length ? Read() : new Token(TokenKind.End, "", text.Length);
        last = token;
        return token;
    }

    private Token Read()
    {
        var start = index;
        var c = text[index];
        switch (c)
        {
            case '(':
                return Symbol(TokenKind.OpenGroup, 1);
            case ')':
                return Symbol(TokenKind.CloseGroup, 1);
            case '[':
                return Symbol(TokenKind.OpenIndex, 1);
            case ']':
                return Symbol(TokenKind.CloseIndex, 1);
            case ',':
                return Symbol(TokenKind.Comma, 1);
            case '*' when last is { Kind: TokenKind.Dot or TokenKind.OpenIndex }:
                return Symbol(TokenKind.Wildcard, 1);
            case '\'':
                return ReadString();
            case '"':
                throw Problems.At(text, start, "texts are written in single quotes: use ' instead of \"");
            case '!' or '>' or '<' or '=' or '&' or '|':
                return ReadOperator(c);
            case '.' when AfterValue || last is { Kind: TokenKind.Dot }:
                return Symbol(TokenKind.Dot, 1);
            case '+' or '-' or '*' or '/' or '%' when AfterValue:
            case '*' or '/' or '%':
                throw Problems.Arithmetic(text, start, c);
            case '.' or '+' or '-' or (>= '0' and <= '9') when last is not { Kind: TokenKind.Dot }:
                return ReadNumber();
            default:
                return ReadWord();
        }
    }

    private Token Symbol(TokenKind kind, int length)
    {
        var token = new Token(kind, text.Substring(index, length), index);
        index += length;
        return token;
    }

    private Token ReadString()
    {
        var start = index++;
        var value = new StringBuilder();
        while (index < text.Length)
        {
            var c = text[index++];
            if (c != '\'')
            {
                value.Append(c);
            }
            else if (index < text.Length && text[index] == '\'')
            {
                value.Append('\'');
                index++;
            }
            else
            {
                return new(TokenKind.Literal, text[start..index], start, ExpressionValue.Of(value.ToString()));
            }
        }

        throw Problems.At(
            text,
            start,
            "this text is not closed: a ' is missing (a quote inside of a text is written '')"
        );
    }

    private Token ReadOperator(char c)
    {
        var second = index + 1 < text.Length ? text[index + 1] : '\0';
        return (c, second) switch
        {
            ('!', '=') or ('>', '=') or ('<', '=') or ('=', '=') => Symbol(TokenKind.Binary, 2),
            ('&', '&') or ('|', '|') => Symbol(TokenKind.Binary, 2),
            ('!', _) => Symbol(TokenKind.Not, 1),
            ('>', _) or ('<', _) => Symbol(TokenKind.Binary, 1),
            ('=', _) => throw Problems.At(text, index, "'=' is no operator: equality is written =="),
            _ => throw Problems.At(text, index, $"'{c}' is no operator: use {c}{c}"),
        };
    }

    private Token ReadNumber()
    {
        var start = index++;
        while (index < text.Length && (!IsBoundary(text[index]) || text[index] == '.'))
        {
            index++;
        }

        var word = text[start..index];
        var number = Coercion.ParseNumber(word);
        if (!double.IsNaN(number))
        {
            return new(TokenKind.Literal, word, start, ExpressionValue.Of(number));
        }

        var sign = word.AsSpan(1).IndexOfAny("+-*/%");
        throw sign >= 0 || word is "+" or "-"
            ? Problems.Arithmetic(text, start + sign + 1, word[sign + 1])
            : Problems.At(text, start, $"'{word}' is no number");
    }

    private Token ReadWord()
    {
        var start = index++;
        while (index < text.Length && !IsBoundary(text[index]))
        {
            index++;
        }

        var word = text[start..index];
        if (!Coercion.IsName(word))
        {
            var sign = word.AsSpan().IndexOfAny("+*/%");
            throw sign >= 0
                ? Problems.Arithmetic(text, start + sign, word[sign])
                : Problems.At(text, start, $"'{word}' is neither a name nor a value");
        }

        if (last is { Kind: TokenKind.Dot })
        {
            return new(TokenKind.Property, word, start);
        }

        return word switch
        {
            "null" => new(TokenKind.Literal, word, start, ExpressionValue.Null),
            "true" => new(TokenKind.Literal, word, start, ExpressionValue.True),
            "false" => new(TokenKind.Literal, word, start, ExpressionValue.False),
            "NaN" => new(TokenKind.Literal, word, start, ExpressionValue.Of(double.NaN)),
            "Infinity" => new(TokenKind.Literal, word, start, ExpressionValue.Of(double.PositiveInfinity)),
            _ => new(TokenKind.Name, word, start),
        };
    }

    private static bool IsBoundary(char c) =>
        c is '(' or '[' or ')' or ']' or ',' or '.' or '!' or '>' or '<' or '=' or '&' or '|' || char.IsWhiteSpace(c);
}
