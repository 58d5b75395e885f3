using System.Globalization;
using System.Text.Json;

namespace Deskrun.RunnerContract.Reading;

/// <summary>Total readers for fields whose type an RGD's author decides: numbers and texts read as one another.</summary>
public static class LooseReading
{
    /// <summary>The value at a path as text, numbers and booleans in their JSON form; null for anything else.</summary>
    public static string? Loose(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value
            ? value.GetValueKind() switch
            {
                JsonValueKind.String => value.GetValue<string>(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
                _ => null,
            }
            : null;

    /// <summary>The whole number at a path, also when it is written as text.</summary>
    public static long? LooseWhole(this JsonNode? node, params ReadOnlySpan<string> path) =>
        long.TryParse(node.Loose(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The texts of the list at a path; an absent list is empty.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? [.. list.Select(item => item.Text()).OfType<string>()] : [];

    /// <summary>The text values of the map at a path; an absent map is empty.</summary>
    public static IReadOnlyDictionary<string, string> TextMap(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonObject fields
            ? fields
                .Where(field => field.Value.Text() is not null)
                .ToDictionary(field => field.Key, field => field.Value.Text()!, StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);
}
