namespace Deskrun.Rendering;

/// <summary>Where output goes. stdout is data, stderr is talk.</summary>
internal sealed record Terminal
{
    /// <summary>Data: what a pipe reads.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Talk: progress, warnings, errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What the person types, or a pipe brings.</summary>
    public required TextReader In { get; init; }

    /// <summary>Whether stdout is a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether stdin is a terminal, so that a question can be asked.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>Whether colours and cursor movement are wanted: a terminal, NO_COLOR unset, TERM not dumb.</summary>
    public bool Color { get; init; }

    /// <summary>Reads a line without showing it; null where that cannot be done.</summary>
    public Func<string?>? ReadHidden { get; init; }

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess(Func<string, string?> variable)
    {
        var terminal = !Console.IsOutputRedirected;
        return new()
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            OutIsTerminal = terminal,
            InIsTerminal = !Console.IsInputRedirected,
            Color =
                terminal
                && string.IsNullOrEmpty(variable("NO_COLOR"))
                && variable("TERM") is not (null or "" or "dumb"),
            ReadHidden = ReadHiddenLine,
        };
    }

    /// <summary>stdout as lines of UTF-8 and nothing else: what a process needs whose output goes to a file.</summary>
    public static TextWriter PlainOutput() => new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };

    /// <summary>Columns and lines of the window; 80 by 24 where nobody says.</summary>
    public static (int Width, int Height) Size()
    {
        try
        {
            return (
                Console.WindowWidth > 0 ? Console.WindowWidth : 80,
                Console.WindowHeight > 0 ? Console.WindowHeight : 24
            );
        }
        catch (IOException)
        {
            return (80, 24);
        }
    }

    private static string? ReadHiddenLine()
    {
        var text = new System.Text.StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
            {
                Console.Error.WriteLine();
                return text.ToString();
            }

            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                text.Append(key.KeyChar);
            }
        }
    }
}
