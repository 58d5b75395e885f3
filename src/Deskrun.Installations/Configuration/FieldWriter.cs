using System.Text.Json.Nodes;

namespace Deskrun.Installations.Configuration;

/// <summary>Changes the fields of one JSON object; what stays the same keeps its form, and a key keeps its spelling.</summary>
internal sealed class FieldWriter(JsonObject fields)
{
    public void Set(string name, JsonNode value)
    {
        var key = FieldReader.KeyOf(fields, name);
        // Assigning an equal value would still rewrite its form, such as 1 for 1.0.
        if (!fields.TryGetPropertyValue(key, out var old) || !JsonNode.DeepEquals(old, value))
        {
            fields[key] = value;
        }
    }

    /// <summary>Writes an optional field, or takes it away.</summary>
    public void SetOrRemove(string name, JsonNode? value)
    {
        if (value is null)
        {
            fields.Remove(FieldReader.KeyOf(fields, name));
        }
        else
        {
            Set(name, value);
        }
    }

    /// <summary>Writes a flag only when it is set.</summary>
    public void SetOrRemove(string name, bool value) => SetOrRemove(name, value ? JsonValue.Create(true) : null);

    /// <summary>Writes a list of texts only when there are some.</summary>
    public void SetOrRemove(string name, IReadOnlyList<string> texts) =>
        SetOrRemove(name, texts.Count > 0 ? Array(texts.Select(text => (JsonNode)text)) : null);

    public static JsonArray Array(IEnumerable<JsonNode> nodes) => [.. nodes];
}
