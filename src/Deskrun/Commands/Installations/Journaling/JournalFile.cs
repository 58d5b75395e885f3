using System.Text.Json;
using Deskrun.Installations.Homes;
using Deskrun.Pools.Timeline;

namespace Deskrun.Commands.Installations.Journaling;

/// <summary>
/// Writes the steps of jobs and runners as JSON lines into the home's journal, a file of its own for each process.
/// Bounded in size and number of files; when it can't be written, history is lost and nothing else.
/// </summary>
internal sealed class JournalFile : ITimeline, IDisposable
{
    /// <summary>A full file gives way to the next one at this size.</summary>
    public const long FullFile = 1024 * 1024;

    /// <summary>The most files that are kept, the newest of them.</summary>
    public const int MostFiles = 500;

    /// <summary>The most bytes of all kept files together.</summary>
    public const long MostBytes = 32 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly DeskrunHome home;
    private readonly TimeProvider time;
    private readonly long fullFile;
    private FileStream? file;
    private bool closed;

    public JournalFile(DeskrunHome home, TimeProvider time, long fullFile = FullFile)
    {
        this.home = home;
        this.time = time;
        this.fullFile = fullFile;
    }

    /// <summary>How many steps could not be written.</summary>
    public int Lost { get; private set; }

    /// <inheritdoc />
    public void Add(TimelineEvent step)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(step, JournalJson.Default.TimelineEvent);
        lock (gate)
        {
            if (closed)
            {
                return;
            }

            try
            {
                // Another process may have made room with our file.
                if (file is not null && !File.Exists(file.Name))
                {
                    Close();
                }

                var open = file ??= Next();
                open.Write([.. line, (byte)'\n']);
                open.Flush();
                if (open.Length >= fullFile)
                {
                    Close();
                }
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                Lost++;
                Close();
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            Close();
        }
    }

    private void Close()
    {
        try
        {
            file?.Dispose();
        }
        catch (IOException)
        {
            // What could not be flushed is lost, as was counted.
        }

        file = null;
    }

    private FileStream Next()
    {
        PrivateFiles.EnsureFolder(home.Journal);
        MakeRoom();

        // Names sort by time, so that readers and the sweep above need not look inside.
        var name =
            $"{time.GetUtcNow():yyyyMMdd'T'HHmmssfff}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}.jsonl";
        return PrivateFiles.OpenForAppend(Path.Combine(home.Journal, name));
    }

    private void MakeRoom()
    {
        var kept = 0;
        var bytes = 0L;
        foreach (
            var old in new DirectoryInfo(home.Journal)
                .GetFiles("*.jsonl")
                .OrderByDescending(each => each.Name, StringComparer.Ordinal)
        )
        {
            bytes += old.Length;
            if (++kept >= MostFiles || bytes > MostBytes)
            {
                old.Delete();
            }
        }
    }
}
