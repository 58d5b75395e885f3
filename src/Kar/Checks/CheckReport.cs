using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Kar.Checks;

/// <summary>Writes findings for people or as JSON.</summary>
internal static class CheckReport
{
    public static string ToText(IReadOnlyList<CheckResult> results)
    {
        var text = new StringBuilder();
        foreach (var result in results)
        {
            var mark = result.Level switch
            {
                CheckLevel.Ok => "ok      ",
                CheckLevel.Warning => "warning ",
                _ => "ERROR   ",
            };
            text.Append(mark).Append(result.Name).Append(": ").Append(result.Text).Append('\n');
            if (result.Fix.Length > 0)
            {
                text.Append("        → ").Append(result.Fix).Append('\n');
            }
        }

        return text.ToString();
    }

    public static string ToJson(IReadOnlyList<CheckResult> results)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartArray();
            foreach (var result in results)
            {
                writer.WriteStartObject();
                writer.WriteString("level", result.Level.ToString().ToLowerInvariant());
                writer.WriteString("name", result.Name);
                writer.WriteString("text", result.Text);
                writer.WriteString("fix", result.Fix);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
