using System.Globalization;

namespace Deskrun.ScriptRunner.Logs;

/// <summary>
/// The logs of a job and its steps. Steps write one after the other, so the job's log is the sequence of theirs and one
/// file serves both.
/// </summary>
internal sealed class JobLog(
    LogSpool spool,
    LogUploader? uploader,
    LiveFeed? feed,
    TimeProvider time,
    Action<string> say
)
{
    /// <summary>A growing log is uploaded in pieces of this size.</summary>
    public const int PieceSize = 2 * 1024 * 1024;

    private readonly Lock gate = new();
    private long jobUploaded;
    private long jobLines;
    private bool told;

    /// <summary>What went wrong with the disk, or null.</summary>
    public Exception? Failure => spool.Failure;

    /// <summary>Opens the log of a step.</summary>
    public StepLog OpenStep(Guid step) => new(this, step);

    /// <summary>Queues the rest of the job's log.</summary>
    public void Close()
    {
        lock (gate)
        {
            spool.TryFlush();
            Tell();
            uploader?.Queue(new LogPart(null, jobUploaded, spool.Length, true, jobLines, Note()));
        }
    }

    internal long Write(StepLog log, Guid step, string text)
    {
        var moment = time.GetUtcNow();
        lock (gate)
        {
            log.Begin(spool.Length);
            var first = log.Count + 1;
            foreach (var line in text.Split('\n'))
            {
                spool.TryAppend(moment, line);
                log.Count++;
                jobLines++;
                feed?.Add(step, log.Count, line);
            }

            Tell();
            QueueGrown(log, step);
            return first;
        }
    }

    internal void Close(StepLog log, Guid step)
    {
        lock (gate)
        {
            log.Begin(spool.Length);
            spool.TryFlush();
            Tell();
            if (log.Count > 0)
            {
                uploader?.Queue(new LogPart(step, log.Uploaded, spool.Length, true, log.Count, Note()));
            }
        }
    }

    private void QueueGrown(StepLog log, Guid step)
    {
        if (uploader is null || spool.Length - Math.Max(log.Uploaded, jobUploaded) < PieceSize || !spool.TryFlush())
        {
            return;
        }

        uploader.Queue(new LogPart(step, log.Uploaded, spool.Length, false, 0, null));
        uploader.Queue(new LogPart(null, jobUploaded, spool.Length, false, 0, null));
        log.Uploaded = spool.Length;
        jobUploaded = spool.Length;
    }

    private string? Note() =>
        spool.Failure is { } failure
            ? $"{time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture)} ##[warning]{Sentence(failure)}"
            : null;

    private void Tell()
    {
        if (spool.Failure is { } failure && !told)
        {
            told = true;
            say(Sentence(failure));
        }
    }

    private string Sentence(Exception failure) =>
        $"This log is incomplete: it cannot be written to {spool.Path} ({failure.Message}). The job goes on.";
}
