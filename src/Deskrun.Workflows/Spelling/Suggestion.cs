namespace Deskrun.Workflows.Spelling;

/// <summary>Finds what somebody probably meant.</summary>
public static class Suggestion
{
    // Longer words are no slips of the pen, and comparing them costs time that a hostile file could ask for.
    private const int LongestWord = 60;

    /// <summary>A sentence <c>, did you mean 'x'?</c>, or nothing.</summary>
    public static string Sentence(string word, IEnumerable<string> known) =>
        Find(word, known) is { } found ? $", did you mean '{found}'?" : "";

    /// <summary>The nearest known word, or null when none is near.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        var (best, distance) = ((string?)null, Math.Max(2, word.Length / 3) + 1);
        foreach (var candidate in known)
        {
            var d = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (d < distance && d < candidate.Length)
            {
                (best, distance) = (candidate, d);
            }
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        Span<int> previous = stackalloc int[b.Length + 1];
        Span<int> current = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            current.CopyTo(previous);
        }

        return previous[b.Length];
    }
}
