using System.Runtime.CompilerServices;

namespace Deskrun.ActionsService.Logs;

/// <summary>The files of one job: its live lines, the logs of its steps and the complete log as the runner sends it.</summary>
internal sealed class JobLogs(LogFolder folder, string path, Masker masker)
{
    /// <summary>The lines that came in while the job ran.</summary>
    public LiveLog Live { get; } = new(folder, Path.Combine(path, "live.log"));

    /// <summary>What is masked in everything that is kept.</summary>
    public Masker Masker { get; } = masker;

    /// <summary>Whether a log or summary was uploaded.</summary>
    public bool Has(string name) => File.Exists(FileOf(name));

    /// <summary>The size of an uploaded file in bytes.</summary>
    public long Size(string name) => new FileInfo(FileOf(name)).Length;

    /// <summary>Keeps an uploaded file whole, or not at all.</summary>
    public async Task ReplaceAsync(string name, Stream content, CancellationToken cancellation)
    {
        var part = FileOf(name) + ".part";
        try
        {
            await WriteAsync(part, FileMode.Create, content, cancellation);
            File.Move(part, FileOf(name), overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Appends a block to an uploaded file.</summary>
    public Task AppendAsync(string name, Stream content, CancellationToken cancellation) =>
        WriteAsync(FileOf(name), FileMode.Append, content, cancellation);

    /// <summary>The text of an uploaded file.</summary>
    public Task<string> ReadAllAsync(string name, CancellationToken cancellation) =>
        File.ReadAllTextAsync(FileOf(name), cancellation);

    /// <summary>The lines of an uploaded file as they are, without a byte order mark.</summary>
    public async IAsyncEnumerable<string> ReadAsync(
        string name,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using var reader = new StreamReader(FileOf(name));
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            yield return line;
        }
    }

    private async Task WriteAsync(string file, FileMode mode, Stream content, CancellationToken cancellation)
    {
        folder.Reserve(file, 0);
        await using var output = new FileStream(file, mode, FileAccess.Write, FileShare.Read, 0, useAsync: false);
        await Masker.CopyAsync(
            content,
            bytes =>
            {
                folder.Reserve(file, bytes.Length);
                output.Write(bytes.Span);
                return ValueTask.CompletedTask;
            },
            cancellation
        );
    }

    // Names are made of step ids that were parsed as GUIDs, never of what a client sends as it is.
    private string FileOf(string name) => Path.Combine(path, name);
}
