using System.Text.RegularExpressions;

namespace Deskrun.RunnerContract.Lints;

/// <summary>Finds the <c>${…}</c> expressions in a template, without understanding CEL.</summary>
internal static partial class Expressions
{
    /// <summary>Every text in a template, with its path.</summary>
    public static IEnumerable<(string Path, string Text)> Texts(JsonNode? node, string path = "")
    {
        switch (node)
        {
            case JsonObject fields:
                return fields.SelectMany(field =>
                    Texts(field.Value, path.Length == 0 ? field.Key : $"{path}.{field.Key}")
                );
            case JsonArray items:
                return items.SelectMany((item, i) => Texts(item, $"{path}[{i}]"));
            default:
                return node.Text() is { } text ? [(path, text)] : [];
        }
    }

    /// <summary>The names at the beginning of member accesses inside of the expressions of a text.</summary>
    public static IEnumerable<string> Roots(string text) =>
        Braces()
            .Matches(text)
            .SelectMany(m => Root().Matches(Quoted().Replace(m.Groups[1].Value, "\"\"")).Select(r => r.Value));

    /// <summary>Whether an expression of a text reads the data of the resource with this id.</summary>
    public static bool ReadsData(string text, string id) =>
        Braces()
            .Matches(text)
            .Any(m => Regex.IsMatch(m.Groups[1].Value, $@"\b{Regex.Escape(id)}\s*\.\??\s*(data|stringData)\b"));

    [GeneratedRegex(@"\$\{((?:[^{}]|\{[^{}]*\})*)\}", RegexOptions.Singleline)]
    private static partial Regex Braces();

    [GeneratedRegex(
        """
            "(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'
            """
    )]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\w.?])[A-Za-z_]\w*(?=\s*(\.|\[))")]
    private static partial Regex Root();
}
