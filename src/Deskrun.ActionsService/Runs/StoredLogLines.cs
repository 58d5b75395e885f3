namespace Deskrun.ActionsService.Runs;

/// <summary>Log lines that wait on disk until somebody reads the events.</summary>
internal sealed record StoredLogLines(
    DateTimeOffset Time,
    JobRun Job,
    Guid StepId,
    long StartLine,
    long Offset,
    int Bytes
) : JobEvent(Time, Job)
{
    public RunEvent Load()
    {
        try
        {
            return new LogLines(Time, Job, StepId, StartLine, Job.Logs.Live.Read(Offset, Bytes));
        }
        catch (IOException e)
        {
            return new LogLost(Time, Job, $"cannot read the log again: {e.Message}");
        }
    }
}
