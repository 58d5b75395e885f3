namespace Deskrun.Workflows.WorkspaceHashing;

/// <summary>What one character of a name must be: a certain one, one of a set, or (for a star) any number of any.</summary>
internal sealed record GlobCharacter(Func<char, bool> Matches, bool IsStar = false, char? Exact = null)
{
    public static GlobCharacter Literal(char c) => new(other => other == c, Exact: c);

    public static List<GlobCharacter> ParseAll(string text)
    {
        var parsed = new List<GlobCharacter>();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length:
                    parsed.Add(Literal(text[++i]));
                    break;
                case '*':
                    parsed.Add(new(_ => true, IsStar: true));
                    break;
                case '?':
                    parsed.Add(new(_ => true));
                    break;
                // A set holds at least one character, so a ] right after its start belongs to it.
                case '[' when text.IndexOf(']', Math.Min(text.Length, SetStart(text, i) + 1)) is > 0 and var end:
                    parsed.Add(ParseSet(text, i, end));
                    i = end;
                    break;
                default:
                    parsed.Add(Literal(text[i]));
                    break;
            }
        }

        return parsed;
    }

    private static int SetStart(string text, int open) =>
        open + 1 < text.Length && text[open + 1] is ('!' or '^') ? open + 2 : open + 1;

    private static GlobCharacter ParseSet(string text, int open, int end)
    {
        var start = SetStart(text, open);
        var negated = start == open + 2;
        var ranges = new List<(char Low, char High)>();
        for (var i = start; i < end; i++)
        {
            if (i + 2 < end && text[i + 1] == '-')
            {
                ranges.Add((text[i], text[i + 2]));
                i += 2;
            }
            else
            {
                ranges.Add((text[i], text[i]));
            }
        }

        return new(c => ranges.Exists(r => c >= r.Low && c <= r.High) != negated);
    }
}
