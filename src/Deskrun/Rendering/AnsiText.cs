using System.Text;

namespace Deskrun.Rendering;

/// <summary>Text with ANSI escapes in it.</summary>
internal static class AnsiText
{
    /// <summary>Cuts a line to a number of visible characters; escapes count nothing and are kept.</summary>
    public static string Cut(string line, int width)
    {
        var text = new StringBuilder(line.Length);
        var visible = 0;
        for (var index = 0; index < line.Length; index++)
        {
            if (line[index] == '\e')
            {
                var end = EndOfEscape(line, index);
                text.Append(line, index, end - index);
                index = end - 1;
            }
            else if (visible < width)
            {
                text.Append(line[index]);
                visible++;
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// Makes a line of a job fit to be printed by us: cursor movement and other control characters go, colours stay only
    /// where they are wanted.
    /// </summary>
    public static string Tame(string line, bool color)
    {
        if (line.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 && !line.Contains('\x7f'))
        {
            return line;
        }

        var text = new StringBuilder(line.Length);
        for (var index = 0; index < line.Length; index++)
        {
            if (line[index] == '\e')
            {
                var end = EndOfEscape(line, index);
                if (color && line[end - 1] == 'm' && index + 1 < line.Length && line[index + 1] == '[')
                {
                    text.Append(line, index, end - index);
                }

                index = end - 1;
            }
            else if (line[index] == '\t' || !char.IsControl(line[index]))
            {
                text.Append(line[index]);
            }
        }

        return text.ToString();
    }

    // CSI sequences end with a byte from @ to ~; OSC sequences end with BEL or ESC \; others are two characters long.
    private static int EndOfEscape(string line, int start)
    {
        if (start + 1 >= line.Length)
        {
            return line.Length;
        }

        var kind = line[start + 1];
        var index = start + 2;
        if (kind == '[')
        {
            while (index < line.Length && line[index] is < '@' or > '~')
            {
                index++;
            }

            return Math.Min(line.Length, index + 1);
        }

        if (kind == ']')
        {
            while (index < line.Length && line[index] != '\a' && line[index] != '\e')
            {
                index++;
            }

            return Math.Min(line.Length, index < line.Length && line[index] == '\e' ? index + 2 : index + 1);
        }

        return index;
    }
}
