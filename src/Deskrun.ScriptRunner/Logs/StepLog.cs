namespace Deskrun.ScriptRunner.Logs;

/// <summary>The log of one step. Its state belongs to the <see cref="JobLog"/>, under whose lock it changes.</summary>
internal sealed class StepLog(JobLog job, Guid step)
{
    private bool begun;

    /// <summary>How many lines it has.</summary>
    public long Count { get; internal set; }

    internal long Uploaded { get; set; }

    /// <summary>Writes a text that is masked already; several lines become several.</summary>
    /// <returns>The number of the first line, from 1.</returns>
    public long Write(string text) => job.Write(this, step, text);

    /// <summary>Hands the log over.</summary>
    public void Close() => job.Close(this, step);

    internal void Begin(long position)
    {
        if (!begun)
        {
            begun = true;
            Uploaded = position;
        }
    }
}
