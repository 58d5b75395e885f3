using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deskrun.Installations.Configuration;

/// <summary>
/// Reads the fields of one JSON object and collects what is wrong instead of stopping at the first. <c>null</c> counts
/// as absent, as the original tool wrote it for empty lists; a key's case doesn't matter when reading, as it didn't there.
/// </summary>
internal sealed class FieldReader(JsonObject fields, string path, ConfigurationProblems problems)
{
    public string Path => path;

    private JsonObject All => fields;

    public string? Text(string name) =>
        Find(name) is not var (key, node) || node is null ? null
        : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>()
        : Wrong<string>(key, node, "a text");

    public int? Number(string name) =>
        Find(name) is not var (key, node) || node is null ? null
        : node is JsonValue value && value.TryGetValue<int>(out var number) ? number
        : Wrong<int?>(key, node, "a whole number");

    public long? LongNumber(string name) =>
        Find(name) is not var (key, node) || node is null ? null
        : node is JsonValue value && value.TryGetValue<long>(out var number) ? number
        : Wrong<long?>(key, node, "a whole number");

    public bool? Flag(string name) =>
        Find(name) is not var (key, node) || node is null ? null
        : node.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? node.GetValue<bool>()
        : Wrong<bool?>(key, node, "true or false");

    public IReadOnlyList<T> List<T>(string name, Func<JsonNode?, string, T?> item)
        where T : class
    {
        if (Find(name) is not var (key, node) || node is null)
        {
            return [];
        }

        if (node is not JsonArray array)
        {
            Wrong<object>(key, node, "a list");
            return [];
        }

        return [.. array.Select((element, index) => item(element, $"{path}/{key}/{index}")).OfType<T>()];
    }

    public JsonObject? Object(string name) =>
        Find(name) is not var (key, node) || node is null
            ? null
            : node as JsonObject ?? Wrong<JsonObject>(key, node, "an object");

    /// <summary>An object of texts, ordered by name so that whoever reads it plans the same every time.</summary>
    public IReadOnlyDictionary<string, string> Texts(string name)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var values = new FieldReader(Object(name) ?? [], $"{path}/{KeyOf(fields, name)}", problems);
        foreach (var (key, _) in values.All)
        {
            if (values.Text(key) is { } text)
            {
                texts[key] = text;
            }
        }

        return texts;
    }

    /// <summary>The spelling of a key that the object has already.</summary>
    public static string KeyOf(JsonObject fields, string name) =>
        fields.ContainsKey(name)
            ? name
            : fields
                .Select(field => field.Key)
                .FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? name;

    private (string Key, JsonNode? Node)? Find(string name)
    {
        var key = KeyOf(fields, name);
        return fields.TryGetPropertyValue(key, out var node) ? (key, node) : null;
    }

    private T? Wrong<T>(string key, JsonNode node, string expected)
    {
        problems.Add($"{path}/{key}", expected, node);
        return default;
    }
}
