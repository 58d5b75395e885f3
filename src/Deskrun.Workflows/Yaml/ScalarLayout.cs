using Deskrun.Workflows.Definitions;

namespace Deskrun.Workflows.Yaml;

/// <summary>Tells where in the file an offset of a scalar's text is, as well as it can be told.</summary>
/// <param name="Start">Where the text's first character is.</param>
/// <param name="Indent">For a literal block (<c>|</c>) the column of its lines, from 1; else 0.</param>
/// <param name="IsOneLine">Whether the text stands in one line.</param>
internal readonly record struct ScalarLayout(SourcePosition Start, int Indent, bool IsOneLine)
{
    public SourcePosition At(string text, int offset)
    {
        offset = Math.Clamp(offset, 0, text.Length);
        if (Indent > 0)
        {
            var before = text.AsSpan(0, offset);
            var lineStart = before.LastIndexOf('\n') + 1;
            return new(Start.Line + before.Count('\n'), Indent + offset - lineStart);
        }

        return IsOneLine ? new(Start.Line, Start.Column + offset) : Start;
    }
}
