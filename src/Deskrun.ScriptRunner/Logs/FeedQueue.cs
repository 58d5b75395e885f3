using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Logs;

/// <summary>
/// Lines that wait to be sent live. When more wait than fit, the oldest are dropped: the live view skips, the log is
/// complete all the same.
/// </summary>
internal sealed class FeedQueue
{
    private const int MostLines = 20_000;
    private const int MostCharacters = 8 * 1024 * 1024;
    private const int BatchLines = 500;
    private const int BatchCharacters = 256 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<(Guid Step, long Number, string Text)> lines = new();
    private long characters;

    /// <summary>Adds a line.</summary>
    public void Add(Guid step, long number, string text)
    {
        lock (gate)
        {
            lines.Enqueue((step, number, text));
            characters += text.Length;
            while (lines.Count > MostLines || (characters > MostCharacters && lines.Count > 1))
            {
                characters -= lines.Dequeue().Text.Length;
            }
        }
    }

    /// <summary>Takes lines of one step that follow each other; null when there are none.</summary>
    public FeedWire? Take()
    {
        lock (gate)
        {
            if (!lines.TryPeek(out var first))
            {
                return null;
            }

            var batch = new List<string>();
            var size = 0;
            while (
                lines.TryPeek(out var next)
                && next.Step == first.Step
                && next.Number == first.Number + batch.Count
                && batch.Count < BatchLines
                && (size < BatchCharacters)
            )
            {
                lines.Dequeue();
                batch.Add(next.Text);
                size += next.Text.Length;
            }

            characters -= size;
            return new FeedWire(batch.Count, batch, first.Step, first.Number);
        }
    }
}
