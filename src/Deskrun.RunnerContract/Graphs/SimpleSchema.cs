namespace Deskrun.RunnerContract.Graphs;

/// <summary>Reads as much of KRO's SimpleSchema as is needed to fill an instance's spec: type, required, default.</summary>
internal static class SimpleSchema
{
    /// <summary>The top-level fields of a schema; types that the RGD declares lend their <c>required</c> to the fields.</summary>
    public static IReadOnlyList<SchemaField> ReadFields(JsonNode? spec, JsonNode? types) =>
        spec is JsonObject fields ? [.. fields.Select(field => ReadField(field.Key, field.Value, types, 0))] : [];

    private static SchemaField ReadField(string name, JsonNode? node, JsonNode? types, int depth)
    {
        if (node is JsonObject members)
        {
            // An inline struct gets a default from KRO only when no child is required, so a required child counts.
            var inner = members.Select(member => ReadField(member.Key, member.Value, types, depth + 1)).ToList();
            var required = inner.Any(member => member is { Required: true, HasDefault: false });
            return new SchemaField(name, "struct", required, !required && inner.Any(member => member.HasDefault));
        }

        var text = node.Text() ?? "";
        var bar = text.IndexOf('|');
        var type = (bar < 0 ? text : text[..bar]).Trim();
        var markers = ReadMarkers(bar < 0 ? "" : text[(bar + 1)..]);
        var field = new SchemaField(
            name,
            type,
            markers.TryGetValue("required", out var value) && value == "true",
            markers.ContainsKey("default")
        );

        // An alias such as `Name: "string | required=true"` makes every field of that type required.
        return depth < 16 && types.At(type) is JsonValue alias
            ? Merge(field, ReadField(name, alias, types, depth + 1))
            : field;
    }

    private static SchemaField Merge(SchemaField field, SchemaField alias) =>
        alias with
        {
            Required = field.Required || alias.Required,
            HasDefault = field.HasDefault || alias.HasDefault,
        };

    private static Dictionary<string, string> ReadMarkers(string text)
    {
        var markers = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        while (at < text.Length)
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
            {
                break;
            }

            var key = text[at..equals].Trim();
            var end = EndOfValue(text, equals + 1);
            markers[key] = text[(equals + 1)..end].Trim('"');
            at = end;
        }

        return markers;
    }

    private static int EndOfValue(string text, int at)
    {
        var depth = 0;
        var quoted = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (quoted && c == '\\')
            {
                at++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is '{' or '[')
            {
                depth++;
            }
            else if (!quoted && c is '}' or ']')
            {
                depth--;
            }
            else if (!quoted && depth == 0 && char.IsWhiteSpace(c))
            {
                break;
            }
        }

        return Math.Min(at, text.Length);
    }
}
