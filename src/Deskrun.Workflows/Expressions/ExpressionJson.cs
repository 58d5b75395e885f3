using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Deskrun.Workflows.Expressions;

/// <summary>Turns values into JSON and back.</summary>
public static class ExpressionJson
{
    /// <summary>Reads one JSON value.</summary>
    /// <exception cref="ExpressionException">The text is no JSON, or deeper than 64 levels.</exception>
    public static ExpressionValue Parse(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            throw new ExpressionException("the text is empty, which is no JSON");
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return FromElement(document.RootElement);
        }
        catch (JsonException e)
        {
            // The reader's own words about the place count from 0.
            var message = e.Message.Split(" LineNumber:")[0];
            throw new ExpressionException(
                $"the text is no JSON: {message} (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})"
            );
        }
        catch (InvalidOperationException e)
        {
            throw new ExpressionException($"the text is no JSON: {e.Message}");
        }
    }

    /// <summary>Reads one JSON value, as for the property of a larger document. The reader ends on its last token.</summary>
    /// <exception cref="JsonException">The data is no JSON.</exception>
    public static ExpressionValue Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return FromElement(document.RootElement);
    }

    /// <summary>Turns a parsed JSON value into a value. Of properties with one name (without case) the last wins.</summary>
    public static ExpressionValue FromElement(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True => ExpressionValue.True,
            JsonValueKind.False => ExpressionValue.False,
            JsonValueKind.Number => ExpressionValue.Of(element.GetDouble()),
            JsonValueKind.String => ExpressionValue.Of(element.GetString()),
            JsonValueKind.Array => ExpressionValue.Of(element.EnumerateArray().Select(FromElement).ToArray()),
            JsonValueKind.Object => ExpressionValue.Of(
                element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, FromElement(p.Value)))
            ),
            _ => ExpressionValue.Null,
        };

    /// <summary>Writes a value. NaN and the infinities, which JSON has no word for, become texts.</summary>
    public static void Write(Utf8JsonWriter writer, ExpressionValue value)
    {
        switch (value.Kind)
        {
            case ExpressionKind.Null:
                writer.WriteNullValue();
                break;
            case ExpressionKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean);
                break;
            case ExpressionKind.Number when double.IsFinite(value.AsNumber):
                writer.WriteNumberValue(value.AsNumber);
                break;
            case ExpressionKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ExpressionKind.Object:
                writer.WriteStartObject();
                foreach (var (name, property) in value.Properties)
                {
                    writer.WritePropertyName(name);
                    Write(writer, property);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    /// <summary>The value as JSON in one line.</summary>
    public static string ToText(ExpressionValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The value as <c>toJSON</c> gives it: indented by two spaces, lines ended by <c>\n</c>.</summary>
    /// <exception cref="ExpressionException">The text would take more than 10 MiB.</exception>
    public static string ToIndentedText(ExpressionValue value) => new IndentedJson(new(NoScope.Instance)).Write(value);
}
