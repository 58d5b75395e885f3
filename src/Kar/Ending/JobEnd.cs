using Deskrun.RunnerContract.Judging;

namespace Kar.Ending;

/// <summary>How a failed batch Job ended, by its Pods; pure.</summary>
internal static class JobEnd
{
    // The Job itself deletes its Pods then, so that their deletion says nothing.
    private const string Deadline = "DeadlineExceeded";

    /// <summary>Judges.</summary>
    /// <param name="verdict">The verdict without an exit code: Failed.</param>
    /// <param name="job">The Job; null when it could not be read, so that the absence of a Pod means nothing.</param>
    /// <param name="pods">The Job's Pods that are still there.</param>
    /// <param name="contract">What the RGD's annotations say.</param>
    public static Verdict Judge(
        Verdict verdict,
        JsonObject? job,
        IReadOnlyList<JsonObject> pods,
        ContractSettings contract
    )
    {
        var message =
            (job is null ? null : ComputeKinds.JudgeOf("batch", "Job")!.Judge(job, contract).Message)
            ?? verdict.Message;
        var judge = ComputeKinds.JudgeOf("", "Pod")!;
        var ended = pods.Select(pod => (Pod: pod, Seen: judge.Judge(pod, contract))).ToList();
        var code = ended.Select(p => p.Seen.ExitCode).FirstOrDefault(code => code is not null);
        var isDeleted =
            (job is not null || ended.Count > 0)
            && ended.All(p => p.Pod.Text("metadata", "deletionTimestamp") is not null)
            && !message.StartsWith(Deadline, StringComparison.Ordinal);
        if (isDeleted)
        {
            var name = ended.Count > 0 ? $" {ended[0].Pod.Name()}" : "";
            var text = $"the Job's Pod{name} was deleted before its end ({message})";
            return new Verdict(RunOutcome.Lost, text, verdict.Source, code);
        }

        var said = ended.Select(p => p.Seen.Message).FirstOrDefault(text => text is not null);
        var all = string.Join("; ", new[] { said, message }.Where(text => text is not null).Distinct());
        return verdict with { ExitCode = code, Message = code is null ? all : $"exit code {code}; {all}" };
    }
}
