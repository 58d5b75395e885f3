using System.Buffers;
using System.Text.Json;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>
/// A JSON object that is sent. Written by hand: a serializer builds its picture of the types by reflection first, which
/// cost each runner, being a process of its own, a tenth of its CPU.
/// </summary>
internal interface IWireBody
{
    /// <summary>Writes the members of the object.</summary>
    void Write(Utf8JsonWriter json);
}

/// <summary>Makes bytes of bodies.</summary>
internal static class WireBody
{
    /// <summary>The object as UTF-8.</summary>
    public static ReadOnlyMemory<byte> ToUtf8(this IWireBody body)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            body.Write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Writes a text unless there is none.</summary>
    public static void WriteKnown(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes a number unless it is zero.</summary>
    public static void WriteKnown(this Utf8JsonWriter json, string name, long value)
    {
        if (value != 0)
        {
            json.WriteNumber(name, value);
        }
    }
}
