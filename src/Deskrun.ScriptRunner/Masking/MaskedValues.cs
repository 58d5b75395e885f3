using System.Buffers;
using System.Text.RegularExpressions;

namespace Deskrun.ScriptRunner.Masking;

/// <summary>What a masker looks for at one moment.</summary>
internal sealed class MaskedValues(string[] values, Regex[] patterns)
{
    // To build the searcher costs as much as to look for the values in about so many lines.
    internal const int TextsWithoutSearcher = 100;

    private SearchValues<string>? searcher;
    private int texts;

    /// <summary>Texts that are secrets.</summary>
    public string[] Values => values;

    /// <summary>Patterns whose matches are secrets.</summary>
    public Regex[] Patterns => patterns;

    /// <summary>Whether one of the values is in a text.</summary>
    public bool AreIn(string text)
    {
        if (values.Length == 0)
        {
            return false;
        }

        if (searcher is null && texts++ < TextsWithoutSearcher)
        {
            return Array.Exists(values, value => text.Contains(value, StringComparison.Ordinal));
        }

        return text.AsSpan().ContainsAny(searcher ??= SearchValues.Create(values, StringComparison.Ordinal));
    }
}
