using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Http;

/// <summary>Reads what clients send: names are compared without case, what is missing or of another kind is null.</summary>
internal static class RequestBody
{
    /// <summary>Reads a JSON object; a body that is none gives an empty object.</summary>
    public static async Task<JsonElement> ReadAsync(HttpContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>The property of an object, or an undefined element.</summary>
    public static JsonElement Get(this JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty(name, out var exact))
            {
                return exact;
            }

            foreach (var property in element.EnumerateObject())
            {
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return property.Value;
                }
            }
        }

        return default;
    }

    /// <summary>The text of a property.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The number of a property; a text that holds one counts.</summary>
    public static long? Number(this JsonElement element, string name)
    {
        var value = element.Get(name);
        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var number) => number,
            JsonValueKind.String when long.TryParse(value.GetString(), out var number) => number,
            _ => null,
        };
    }

    /// <summary>The GUID of a property.</summary>
    public static Guid? Id(this JsonElement element, string name) =>
        Guid.TryParse(element.Text(name), out var id) ? id : null;

    /// <summary>The time of a property, in UTC.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(
            element.Text(name),
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time.ToUniversalTime()
            : null;

    /// <summary>The items of a list property.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToArray() : [];
}
