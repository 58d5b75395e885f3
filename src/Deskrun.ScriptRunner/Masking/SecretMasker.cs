using System.Text;
using System.Text.RegularExpressions;

namespace Deskrun.ScriptRunner.Masking;

/// <summary>
/// Replaces secrets by <c>***</c>. Secrets may be added while other threads mask; a text that is masked afterwards
/// never shows them.
/// </summary>
internal sealed class SecretMasker
{
    private const string Mask = "***";
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock change = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private volatile MaskedValues state = new([], []);

    /// <summary>Adds a secret in all its encodings, and each of its lines: logs are masked line by line.</summary>
    public void Add(string? secret)
    {
        var trimmed = secret?.Trim();
        if (string.IsNullOrEmpty(trimmed))
        {
            return;
        }

        lock (change)
        {
            var before = known.Count;
            AddEncodings(trimmed);
            if (secret!.Length != trimmed.Length)
            {
                AddEncodings(secret);
            }

            if (trimmed.AsSpan().IndexOfAny('\r', '\n') >= 0)
            {
                const StringSplitOptions NoBlanks =
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
                foreach (var line in trimmed.Split(['\r', '\n'], NoBlanks))
                {
                    AddEncodings(line);
                }
            }

            if (known.Count != before)
            {
                state = new MaskedValues([.. known], state.Patterns);
            }
        }
    }

    /// <summary>
    /// Adds a pattern whose matches are secrets; its own text is masked too. One that is an escaped text, as most are,
    /// or that cannot be compiled, is masked as a text only: that costs a log of many lines far less.
    /// </summary>
    public void AddPattern(string pattern)
    {
        Add(pattern);
        try
        {
            var text = Regex.Unescape(pattern);
            if (Regex.Escape(text) == pattern)
            {
                Add(text);
                return;
            }

            var regex = new Regex(pattern, RegexOptions.ECMAScript, RegexTimeout);
            lock (change)
            {
                state = new MaskedValues(state.Values, [.. state.Patterns, regex]);
            }
        }
        catch (ArgumentException)
        {
            // Not a pattern: there is nothing more that it could mean.
        }
    }

    /// <summary>The text with every secret replaced; overlapping and touching secrets become one mask.</summary>
    public string Apply(string text)
    {
        var now = state;
        var hit = now.AreIn(text);
        if (text.Length == 0 || (!hit && now.Patterns.Length == 0))
        {
            return text;
        }

        var found = new List<(int Start, int End)>();
        if (hit)
        {
            FindValues(text, now.Values, found);
        }

        return FindPatterns(text, now.Patterns, found) ? Replace(text, found) : Mask;
    }

    private static void FindValues(string text, string[] values, List<(int Start, int End)> found)
    {
        foreach (var value in values)
        {
            for (
                var at = text.IndexOf(value, StringComparison.Ordinal);
                at >= 0;
                at = at + 1 < text.Length ? text.IndexOf(value, at + 1, StringComparison.Ordinal) : -1
            )
            {
                found.Add((at, at + value.Length));
            }
        }
    }

    // False when a pattern took too long: then nothing of the text may be shown.
    private static bool FindPatterns(string text, Regex[] patterns, List<(int Start, int End)> found)
    {
        try
        {
            foreach (var pattern in patterns)
            {
                foreach (var match in pattern.EnumerateMatches(text))
                {
                    if (match.Length > 0)
                    {
                        found.Add((match.Index, match.Index + match.Length));
                    }
                }
            }

            return true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Replace(string text, List<(int Start, int End)> found)
    {
        if (found.Count == 0)
        {
            return text;
        }

        found.Sort();
        var result = new StringBuilder(text.Length);
        var done = 0;
        for (var i = 0; i < found.Count; )
        {
            var (start, end) = found[i];
            for (i++; i < found.Count && found[i].Start <= end; i++)
            {
                end = Math.Max(end, found[i].End);
            }

            result.Append(text, done, start - done).Append(Mask);
            done = end;
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    private void AddEncodings(string secret)
    {
        foreach (var form in SecretEncodings.Of(secret))
        {
            if (form.Length > 0)
            {
                known.Add(form);
            }
        }
    }
}
