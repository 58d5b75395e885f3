using System.Text;

namespace Kar.Telling;

/// <summary>The line that <c>kubectl describe pod</c> shows for the ended container.</summary>
internal static class TerminationMessage
{
    // The kubelet keeps no more of it.
    private const int Longest = 4096;

    /// <summary>Writes the line, where the kubelet made the file.</summary>
    public static void Write(string path, string line, RunLog log)
    {
        if (!File.Exists(path))
        {
            return;
        }

        var text = log.Redact(line.ReplaceLineEndings("; "));
        while (Encoding.UTF8.GetByteCount(text) > Longest)
        {
            text = text[..^Math.Max(1, text.Length / 20)];
        }

        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Warn($"the termination message cannot be written to {path}: {e.Message}");
        }
    }
}
