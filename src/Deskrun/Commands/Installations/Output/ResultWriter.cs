using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Deskrun.Commands.Installations.Output;

/// <summary>Prints a command's answer in the format that was asked for. Only data goes to stdout.</summary>
internal static class ResultWriter
{
    /// <summary>The formats of a listing, the first being the default.</summary>
    public static readonly string[] Formats = ["table", "json", "yaml"];

    public static void Write<T>(
        TextWriter writer,
        string format,
        T value,
        JsonTypeInfo<T> type,
        Action<TextWriter, T> forPeople
    )
    {
        switch (format)
        {
            case "json":
                writer.WriteLine(JsonSerializer.Serialize(value, type));
                break;
            case "yaml":
                YamlText.Write(writer, JsonSerializer.SerializeToElement(value, type));
                break;
            default:
                forPeople(writer, value);
                break;
        }
    }
}
