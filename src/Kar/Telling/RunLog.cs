using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Kar.Settings;

namespace Kar.Telling;

/// <summary>The log of one run: one line per fact, for people or as JSON; the JIT config never passes it.</summary>
internal sealed class RunLog(TextWriter output, TimeProvider time, bool json, JitConfig? secret)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _gate = new();

    /// <summary>The instance, as <c>namespace/name</c>, once it is known.</summary>
    public string Instance { get; set; } = "";

    /// <summary>The phase in one word.</summary>
    public string Phase { get; set; } = "starting";

    /// <summary>How long this run lasts.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    public void Info(string text) => Write("info", text);

    public void Warn(string text) => Write("warning", text);

    public void Error(string text) => Write("error", text);

    /// <summary>Takes secrets out of a text that goes elsewhere.</summary>
    public string Redact(string text) => secret?.Redact(text) ?? text;

    private void Write(string level, string text)
    {
        text = Redact(text.ReplaceLineEndings("; "));
        var line = json ? Json(level, text) : Human(level, text);
        lock (_gate)
        {
            output.WriteLine(line);
        }
    }

    private string Human(string level, string text)
    {
        var seconds = Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture).PadLeft(8);
        var mark = level == "info" ? "" : level.ToUpperInvariant() + " ";
        return $"{seconds}s {Phase, -12} {mark}{text}{(Instance.Length > 0 ? $"  [{Instance}]" : "")}";
    }

    private string Json(string level, string text)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("time", time.GetUtcNow());
            writer.WriteNumber("elapsedMs", Math.Round(Elapsed.TotalMilliseconds, 1));
            writer.WriteString("level", level);
            writer.WriteString("phase", Phase);
            if (Instance.Length > 0)
            {
                writer.WriteString("instance", Instance);
            }

            writer.WriteString("message", text);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
