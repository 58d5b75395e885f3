using System.Globalization;
using System.Text.Json;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>Reads what a service sent, names without case as the official runner does, and missing as null.</summary>
internal static class JsonReading
{
    /// <summary>A property that is there and not null.</summary>
    public static JsonElement? Find(this JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (json.TryGetProperty(name, out var exact))
        {
            return exact.ValueKind == JsonValueKind.Null ? null : exact;
        }

        foreach (var property in json.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value.ValueKind == JsonValueKind.Null ? null : property.Value;
            }
        }

        return null;
    }

    /// <summary>A property as text; numbers and truth values are given as written.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? null
        : value.GetRawText();

    /// <summary>A property as a whole number; a number in quotes counts.</summary>
    public static long? Number(this JsonElement json, string name) =>
        long.TryParse(json.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>A property as a truth value; missing is false.</summary>
    public static bool Flag(this JsonElement json, string name) =>
        string.Equals(json.Text(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The items of a property that is an array; empty when it is not there.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement json, string name) =>
        json.Find(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The properties of a property that is an object; empty when it is not there.</summary>
    public static IEnumerable<JsonProperty> Map(this JsonElement json, string name) =>
        json.Find(name) is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject() : [];
}
