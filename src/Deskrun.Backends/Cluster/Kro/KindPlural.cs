namespace Deskrun.Backends.Cluster.Kro;

/// <summary>
/// The plural under which KRO serves a kind, by the rules of English. It is told before the kind is served; what an API
/// server tells counts more.
/// </summary>
internal static class KindPlural
{
    private static readonly string[] _unchanged =
    [
        "series",
        "species",
        "news",
        "data",
        "os",
        "equipment",
        "information",
        "sheep",
        "fish",
    ];

    private static readonly (string One, string Many)[] _irregular =
    [
        ("person", "people"),
        ("child", "children"),
        ("index", "indices"),
        ("matrix", "matrices"),
        ("vertex", "vertices"),
        ("analysis", "analyses"),
    ];

    public static string Of(string kind)
    {
        var word = kind.ToLowerInvariant();
        if (_unchanged.Any(ending => word.EndsWith(ending, StringComparison.Ordinal)))
        {
            return word;
        }

        foreach (var (one, many) in _irregular)
        {
            if (word.EndsWith(one, StringComparison.Ordinal))
            {
                return word[..^one.Length] + many;
            }
        }

        return word switch
        {
            [.., var before, 'y'] when !IsVowel(before) => word[..^1] + "ies",
            [.., 'x'] or [.., 'z'] or [.., 's', 's'] or [.., 'c', 'h'] or [.., 's', 'h'] or [.., 'u', 's'] => word
                + "es",
            [.., var before, 'o'] when !IsVowel(before) => word + "es",
            [.., 's'] => word,
            _ => word + "s",
        };
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}
