using System.Text;

namespace Kar.Rendering;

/// <summary>The process's streams: data on standard output, talk on standard error.</summary>
internal static class Terminal
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Standard output; each line is written at once.</summary>
    public static TextWriter Output { get; } =
        new StreamWriter(Console.OpenStandardOutput(), _utf8) { AutoFlush = true };

    /// <summary>Standard error; each line is written at once.</summary>
    public static TextWriter Error { get; } = new StreamWriter(Console.OpenStandardError(), _utf8) { AutoFlush = true };

    /// <summary>Reads all of standard input.</summary>
    public static string ReadInput()
    {
        using var reader = new StreamReader(Console.OpenStandardInput(), _utf8);
        return reader.ReadToEnd();
    }
}
