namespace Deskrun.Workflows.Expressions;

/// <summary>Cuts a template into literal texts and expressions.</summary>
internal static class TemplateReader
{
    private const string Open = "${{";

    // "format" takes 255 arguments, the text among them, and the expression form of a template is one "format".
    private const int MaxExpressions = 254;

    public static IReadOnlyList<TemplateSegment> Read(string text)
    {
        var segments = new List<TemplateSegment>();
        var position = 0;
        var expressions = 0;
        while (position < text.Length)
        {
            var start = text.IndexOf(Open, position, StringComparison.Ordinal);
            if (start < 0)
            {
                break;
            }

            if (start > position)
            {
                segments.Add(new(text[position..start], null, position));
            }

            var end = FindEnd(text, start + Open.Length);
            segments.Add(ReadExpression(text, start + Open.Length, end));
            position = end + 2;
            if (++expressions > MaxExpressions)
            {
                throw new ExpressionException($"there are more than {MaxExpressions} expressions in one text", start);
            }
        }

        if (position < text.Length || segments.Count == 0)
        {
            segments.Add(new(text[position..], null, position));
        }

        return segments;
    }

    private static TemplateSegment ReadExpression(string text, int start, int end)
    {
        var raw = text[start..end];
        var offset = start + (raw.Length - raw.TrimStart().Length);
        try
        {
            return new(raw, Expression.Parse(raw), offset);
        }
        catch (ExpressionException e)
        {
            throw new ExpressionException(e.Message, offset + Math.Max(0, e.Position));
        }
    }

    private static int FindEnd(string text, int start)
    {
        var inString = false;
        for (var i = start; i + 1 < text.Length; i++)
        {
            if (text[i] == '\'')
            {
                inString = !inString;
            }
            else if (!inString && text[i] == '}' && text[i + 1] == '}')
            {
                return i;
            }
        }

        throw new ExpressionException(
            inString
                ? "the expression is not closed: a ' that starts a text has no end before }}"
                : "the expression is not closed: }} is missing after ${{",
            start - Open.Length
        );
    }
}
