using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.WorkspaceHashing;

/// <summary>One pattern over absolute paths.</summary>
/// <param name="IsExclusion">Whether it takes away what earlier patterns found.</param>
/// <param name="FoldersOnly">Whether it was written with a slash at its end, and so matches no file itself.</param>
/// <param name="Segments">The names of the path.</param>
internal sealed record GlobPattern(bool IsExclusion, bool FoldersOnly, IReadOnlyList<GlobSegment> Segments)
{
    /// <summary>Reads patterns, a line each; blank lines and those that start with # mean nothing.</summary>
    public static IReadOnlyList<GlobPattern> ParseAll(string root, IEnumerable<string> texts)
    {
        var patterns = new List<GlobPattern>();
        foreach (var line in texts.SelectMany(t => t.Split('\n')).Select(l => l.Trim()))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var pattern = Parse(root, line);
            patterns.Add(pattern);
            if (pattern.FoldersOnly || !pattern.Segments[^1].IsGlobstar)
            {
                // A pattern that matches a folder takes all that is in it.
                patterns.Add(
                    pattern with
                    {
                        FoldersOnly = false,
                        Segments = [.. pattern.Segments, GlobSegment.Parse("**")],
                    }
                );
            }
        }

        return patterns;
    }

    public bool Matches(IReadOnlyList<string> path) =>
        Wildcards.Match(
            Segments.Count,
            i => Segments[i].IsGlobstar,
            (i, j) => Segments[i].Matches(path[j]),
            path.Count
        );

    /// <summary>Whether something below this path can match.</summary>
    public bool MayMatchBelow(IReadOnlyList<string> path)
    {
        for (var i = 0; i < path.Count; i++)
        {
            if (i >= Segments.Count)
            {
                return false;
            }

            if (Segments[i].IsGlobstar)
            {
                return true;
            }

            if (!Segments[i].Matches(path[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The names before the first wildcard: where the search starts.</summary>
    public IReadOnlyList<string> SearchPath() =>
        [.. Segments.TakeWhile(s => s is { Literal: not null, IsGlobstar: false }).Select(s => s.Literal!)];

    /// <summary>The names of an absolute path.</summary>
    public static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static GlobPattern Parse(string root, string line)
    {
        var text = line;
        var exclude = false;
        while (text.StartsWith('!'))
        {
            exclude = !exclude;
            text = text[1..].Trim();
        }

        if (text.Length == 0)
        {
            throw new ExpressionException($"hashFiles: the pattern '{line}' names nothing");
        }

        var names = Split(text);
        if (names.Contains("..") || names.Skip(1).Contains("."))
        {
            throw new ExpressionException($"hashFiles: the pattern '{line}' may not go through '.' or '..'");
        }

        // "~" is the home folder, which is never inside of the workspace: such a pattern finds nothing.
        var start = text[0] == '/' ? [] : Split(root).Select(GlobSegment.OfLiteral);
        var own = names.SkipWhile(name => name == ".").Select(GlobSegment.Parse);
        return new(exclude, text.EndsWith('/'), [.. start, .. own]);
    }
}
