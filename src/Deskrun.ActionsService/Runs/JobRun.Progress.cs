namespace Deskrun.ActionsService.Runs;

/// <content>What the runner and the service report about a job. Callers hold the dispatcher's gate.</content>
public sealed partial class JobRun
{
    private readonly Dictionary<Guid, long> lastLines = [];
    private long lastChange;

    /// <summary>What the runner is told to do; dropped when the job has ended.</summary>
    internal Func<JobMessages.JobEndpoints, byte[]>? BuildMessage { get; set; }

    /// <summary>Takes over the steps of an update; one that was overtaken by a later one is ignored.</summary>
    internal void UpdateSteps(IReadOnlyList<StepRun> updates, long change, DateTimeOffset now)
    {
        if (change < lastChange)
        {
            return;
        }

        lastChange = change;
        var steps = Steps.ToList();
        foreach (var update in updates)
        {
            var index = steps.FindIndex(s => s.Id == update.Id);
            var old = index < 0 ? null : steps[index];
            var step = update with { Name = Run.Masker.Mask(update.Name) };
            if (index < 0)
            {
                steps.Add(step);
            }
            else
            {
                steps[index] = step;
            }

            Steps = [.. steps.OrderBy(s => s.Number)];
            if (step.StartedAt is not null && old?.StartedAt is null && step.Conclusion != JobConclusion.Skipped)
            {
                Run.Append(new StepStarted(now, this, step));
            }

            if (step.Conclusion is not null && old?.Conclusion is null)
            {
                Run.Append(new StepCompleted(now, this, step));
            }
        }
    }

    internal void Annotate(Annotation annotation, DateTimeOffset now)
    {
        var masked = annotation with { Message = Run.Masker.Mask(annotation.Message) };
        Annotations = [.. Annotations, masked];
        Run.Append(new AnnotationAdded(now, this, masked));
    }

    /// <summary>Takes over live lines; those that are there already are dropped.</summary>
    internal void AppendLines(Guid stepId, long? startLine, IReadOnlyList<string> lines, DateTimeOffset now)
    {
        var last = lastLines.GetValueOrDefault(stepId);
        var start = startLine ?? last + 1;
        if (start <= last)
        {
            lines = [.. lines.Skip((int)Math.Min(int.MaxValue, last - start + 1))];
            start = last + 1;
        }

        if (lines.Count == 0 || LogLoss is not null)
        {
            return;
        }

        lastLines[stepId] = start + lines.Count - 1;
        try
        {
            var (offset, bytes) = Logs.Live.Append([.. lines.Select(l => Run.Masker.Mask(l).Replace('\n', ' '))]);
            Run.Append(new StoredLogLines(now, this, stepId, start, offset, bytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LoseLog(e.Message, now);
        }
    }

    /// <summary>The number of the last live line of a step.</summary>
    internal long LastLine(Guid stepId) => lastLines.GetValueOrDefault(stepId);

    internal void LoseLog(string cause, DateTimeOffset now)
    {
        if (LogLoss is null)
        {
            LogLoss = $"the log of {Name} is not complete: {cause}; make room where the logs lie and run it again";
            Run.Append(new LogLost(now, this, LogLoss));
        }
    }

    /// <summary>Ends the job and tells its run.</summary>
    internal void Conclude(JobConclusion conclusion, string? reason, DateTimeOffset now)
    {
        State = JobState.Completed;
        Conclusion = conclusion;
        Reason = reason;
        CompletedAt = now;
        BuildMessage = null;
        logs?.Live.Close();
        Run.Append(new JobCompleted(now, this, conclusion));
        Run.OnCompleted(this);
    }

    /// <summary>Ends a job that never entered the queue; the plan knows it already.</summary>
    internal void EndUnqueued(JobConclusion conclusion, string reason, DateTimeOffset now)
    {
        State = JobState.Completed;
        Conclusion = conclusion;
        Reason = reason;
        CompletedAt = now;
        if (conclusion == JobConclusion.Skipped)
        {
            Run.Append(new JobSkipped(now, this, reason));
            return;
        }

        if (conclusion == JobConclusion.Failure)
        {
            Annotate(new Annotation(AnnotationLevel.Failure, reason), now);
        }

        Run.Append(new JobCompleted(now, this, conclusion));
    }
}
