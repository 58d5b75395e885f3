using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Deskrun.GitHub.Wire;

/// <summary>Writes the few request bodies there are. Nothing is escaped beyond what JSON needs.</summary>
internal static class JsonBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object with these members.</summary>
    public static byte[] Write(params ReadOnlySpan<Action<Utf8JsonWriter>> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            foreach (var member in members)
            {
                member(json);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An array of numbers.</summary>
    public static byte[] Write(IEnumerable<long> numbers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            foreach (var number in numbers)
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
