using System.Text;
using System.Threading.Channels;
using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Logs;

/// <summary>
/// Uploads logs behind the job's back: a short one in one piece when it is complete, a long one in pieces while it
/// grows. A failed upload never fails the job; it is kept for the runner to tell.
/// </summary>
internal sealed class LogUploader
{
    // Azure takes append blocks of up to 4 MiB.
    private const int LargestPiece = 4 * 1024 * 1024;

    private readonly ResultsClient results;
    private readonly LogSpool spool;
    private readonly Retry retry;
    private readonly Channel<LogPart> parts = Channel.CreateUnbounded<LogPart>(new() { SingleReader = true });
    private readonly HashSet<Guid> appending = [];
    private readonly HashSet<Guid> broken = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    /// <summary>Starts the uploads.</summary>
    public LogUploader(ResultsClient results, LogSpool spool, Retry retry)
    {
        this.results = results;
        this.spool = spool;
        this.retry = retry;
        loop = Task.Run(LoopAsync);
    }

    /// <summary>The first upload that failed for good, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Queues a part; the spool must have been flushed up to its end.</summary>
    public void Queue(LogPart part) => parts.Writer.TryWrite(part);

    /// <summary>Waits until everything queued is uploaded, or gives up.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        parts.Writer.TryComplete();
        await using var registration = cancel.Register(stop.Cancel).ConfigureAwait(false);
        await loop.ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        await foreach (var part in parts.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            var key = part.Step ?? Guid.Empty;
            if (broken.Contains(key))
            {
                continue;
            }

            try
            {
                await UploadAsync(part, key).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // A blob with a hole would lie; what comes after a failed piece is left out.
                broken.Add(key);
                Failure ??= e;
            }
        }
    }

    private async Task UploadAsync(LogPart part, Guid key)
    {
        var blob = await Try(() => results.LogUrlAsync(part.Step, stop.Token)).ConfigureAwait(false);
        if (part.Final && !appending.Contains(key) && part.To - part.From <= LargestPiece)
        {
            var whole = Content(part.From, part.To, first: true, part.Note);
            await Try(() => results.PutWholeAsync(blob, whole, stop.Token)).ConfigureAwait(false);
        }
        else
        {
            await AppendAsync(part, key, blob).ConfigureAwait(false);
        }

        if (part.Final)
        {
            await Try(() => results.FinishLogAsync(part.Step, part.Lines, stop.Token)).ConfigureAwait(false);
        }
    }

    private async Task AppendAsync(LogPart part, Guid key, SignedUrl blob)
    {
        var first = appending.Add(key);
        if (first)
        {
            await Try(() => results.CreateAppendableAsync(blob, stop.Token)).ConfigureAwait(false);
        }

        var from = part.From;
        do
        {
            var to = Math.Min(part.To, from + LargestPiece);
            var last = part.Final && to == part.To;
            var piece = Content(from, to, first, last ? part.Note : null);
            await Try(() => results.AppendAsync(blob, piece, last, stop.Token)).ConfigureAwait(false);
            first = false;
            from = to;
        } while (from < part.To);
    }

    private Func<HttpContent> Content(long from, long to, bool first, string? note)
    {
        var bytes = to > from ? spool.Read(from, (int)(to - from)) : [];
        var start = first ? Encoding.UTF8.Preamble.ToArray() : [];
        var end = note is null ? [] : Encoding.UTF8.GetBytes(note + "\n");
        byte[] all = start.Length + end.Length == 0 ? bytes : [.. start, .. bytes, .. end];
        return () => new ByteArrayContent(all);
    }

    private Task<T> Try<T>(Func<Task<T>> action) => retry.RunAsync(action, stop.Token);

    private Task Try(Func<Task> action) => retry.RunAsync(action, stop.Token);
}
