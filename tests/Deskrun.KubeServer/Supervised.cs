using System.Diagnostics;

namespace Deskrun.KubeServer;

/// <summary>
/// A program that cannot outlive the test process: a shell waits for its own standard input to close, which happens
/// however the test process ends, and then kills the program.
/// </summary>
internal sealed class Supervised : IDisposable
{
    // $1 is a folder to remove at the end, or empty; the rest is the program.
    private const string Script = """
        folder=$1; log=$2; shift 2
        "$@" </dev/null >>"$log" 2>&1 &
        pid=$!
        cat >/dev/null
        kill -9 $pid 2>/dev/null
        wait $pid 2>/dev/null
        [ -z "$folder" ] || rm -rf "$folder"
        """;

    private readonly Process shell;
    private int disposed;

    public Supervised(string program, string log, string? folderToRemove, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", Script, "sh", folderToRemove ?? "", log, program, .. arguments]
        )
        {
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(log),
        };
        Log = log;
        shell = Process.Start(start)!;
    }

    public string Log { get; }

    /// <summary>Kills the program and waits until it is gone.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        shell.StandardInput.Close();
        shell.WaitForExit(TimeSpan.FromSeconds(20));
        shell.Dispose();
    }

    /// <summary>The last lines of what it wrote, for errors.</summary>
    public string Tail() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(15)) : "(no log)";
}
