namespace Deskrun.Rendering;

/// <summary>
/// Lines at the bottom of a terminal that are redrawn in place while finished lines scroll away above them. Each draw is
/// one write, so that two never mix.
/// </summary>
internal sealed class LiveRegion(TextWriter terminal, Func<int> width)
{
    private readonly Lock gate = new();
    private int drawn;

    /// <summary>Prints finished lines above the region and draws the region anew.</summary>
    public void Draw(IReadOnlyList<string> finished, IReadOnlyList<string> live)
    {
        lock (gate)
        {
            var text = new System.Text.StringBuilder();
            text.Append("\e[?25l");
            if (drawn > 0)
            {
                text.Append($"\e[{drawn}A");
            }

            text.Append("\r\e[J");
            foreach (var line in finished)
            {
                text.Append(line).Append("\e[0m\n");
            }

            foreach (var line in live)
            {
                // A line that wraps would make the count of lines to go up wrong.
                text.Append(AnsiText.Cut(line, Math.Max(1, width() - 1))).Append("\e[0m\n");
            }

            text.Append("\e[?25h");
            drawn = live.Count;
            terminal.Write(text);
            terminal.Flush();
        }
    }

    /// <summary>Takes the region away, so that what follows is printed from its place.</summary>
    public void Clear() => Draw([], []);
}
