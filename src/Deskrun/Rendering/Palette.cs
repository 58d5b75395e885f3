namespace Deskrun.Rendering;

/// <summary>The few styles in use.</summary>
internal enum Style
{
    Bold,
    Dim,
    Red,
    Green,
    Yellow,
    Cyan,
}

/// <summary>Paints text, or leaves it alone where colours are not wanted.</summary>
internal sealed record Palette(bool Enabled)
{
    private static readonly int[] JobColors = [36, 35, 34, 33, 32, 96, 95, 94, 93, 92];

    /// <summary>The text in a style.</summary>
    public string Paint(Style style, string text) =>
        Wrap(
            style switch
            {
                Style.Bold => 1,
                Style.Dim => 2,
                Style.Red => 31,
                Style.Green => 32,
                Style.Yellow => 33,
                _ => 36,
            },
            text
        );

    /// <summary>The text in the colour of the job with that index.</summary>
    public string PaintJob(int index, string text) => Wrap(JobColors[index % JobColors.Length], text);

    private string Wrap(int code, string text) => Enabled ? $"\e[{code}m{text}\e[0m" : text;
}
