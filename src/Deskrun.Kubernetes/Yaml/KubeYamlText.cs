using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deskrun.Kubernetes.Yaml;

/// <summary>
/// Writes JSON as YAML in the form that people write it: block style, plain words, literal blocks for several lines.
/// Whatever YAML 1.1 or 1.2 could take for something else than text is quoted.
/// </summary>
public static class KubeYamlText
{
    private static readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase)
    {
        "y",
        "n",
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
        "null",
    };

    /// <summary>One document.</summary>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        switch (node)
        {
            case JsonObject { Count: > 0 } fields:
                Fields(text, fields, 0);
                break;
            case JsonArray { Count: > 0 } items:
                Items(text, items, 0);
                break;
            default:
                text.Append(Scalar(node, 0)).Append('\n');
                break;
        }

        return text.ToString();
    }

    /// <summary>Several documents, separated by <c>---</c>.</summary>
    public static string WriteAll(IEnumerable<JsonNode> documents) => string.Join("---\n", documents.Select(Write));

    private static void Fields(StringBuilder text, JsonObject fields, int depth)
    {
        foreach (var (name, value) in fields)
        {
            Indent(text, depth).Append(Plain(name) ? name : Quoted(name)).Append(':');
            Value(text, value, depth);
        }
    }

    private static void Items(StringBuilder text, JsonArray items, int depth)
    {
        foreach (var item in items)
        {
            if (item is JsonObject { Count: > 0 } fields)
            {
                // The first field stands behind the hyphen, the others below it.
                var block = new StringBuilder();
                Fields(block, fields, depth + 1);
                block[depth * 2] = '-';
                text.Append(block);
                continue;
            }

            Indent(text, depth).Append('-');
            Value(text, item, depth);
        }
    }

    private static void Value(StringBuilder text, JsonNode? value, int depth)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } fields:
                text.Append('\n');
                Fields(text, fields, depth + 1);
                break;
            case JsonArray { Count: > 0 } items:
                text.Append('\n');
                Items(text, items, depth + 1);
                break;
            default:
                text.Append(' ').Append(Scalar(value, depth + 1)).Append('\n');
                break;
        }
    }

    private static string Scalar(JsonNode? value, int depth) =>
        value switch
        {
            null => "null",
            JsonObject => "{}",
            JsonArray => "[]",
            _ when value.GetValueKind() == JsonValueKind.String => Text(value.GetValue<string>(), depth),
            _ => value.ToJsonString(),
        };

    private static string Text(string value, int depth) =>
        IsBlock(value) ? Block(value, depth)
        : Plain(value) ? value
        : Quoted(value);

    private static bool IsBlock(string value) =>
        value.Contains('\n')
        && value[0] is not (' ' or '\n' or '\t')
        && !value.Any(letter => char.IsControl(letter) && letter != '\n')
        && !value.EndsWith("\n\n", StringComparison.Ordinal);

    private static string Block(string value, int depth)
    {
        var ends = value.EndsWith('\n');
        var lines = (ends ? value[..^1] : value).Split('\n');
        var pad = new string(' ', depth * 2);
        return (ends ? "|" : "|-") + string.Concat(lines.Select(line => "\n" + (line.Length > 0 ? pad + line : "")));
    }

    private static bool Plain(string value) => IsAmount(value) || IsFlag(value) || IsWords(value);

    /// <summary>A Kubernetes quantity such as 10Gi or 500m: no reader takes it for a number.</summary>
    private static bool IsAmount(string value) =>
        value.TrimEnd('i') is [.. var digits, 'K' or 'M' or 'G' or 'T' or 'm']
        && digits.Length > 0
        && digits.All(char.IsAsciiDigit);

    private static bool IsFlag(string value) =>
        value.TrimStart('-') is { Length: > 0 } name && name.Length < value.Length && IsWords(name);

    private static bool IsWords(string value) =>
        value.Length > 0
        && !_words.Contains(value)
        && (char.IsAsciiLetter(value[0]) || value[0] is '/' or '_' or '$' or '.' && value.Length > 1)
        && value.All(IsHarmless)
        && value[^1] is not (':' or ' ')
        && !value.Contains(": ", StringComparison.Ordinal)
        && !value.Contains(" #", StringComparison.Ordinal)
        && !(value[0] == '.' && (char.IsAsciiDigit(value[1]) || value.Length <= 4));

    private static bool IsHarmless(char letter) =>
        char.IsLetterOrDigit(letter) || " ./_-+:@=$(),;<>~*?!&|'\"#%^\\[]{}".Contains(letter);

    private static string Quoted(string value) =>
        $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static StringBuilder Indent(StringBuilder text, int depth) => text.Append(' ', depth * 2);
}
