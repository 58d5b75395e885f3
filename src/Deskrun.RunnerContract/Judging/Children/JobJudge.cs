namespace Deskrun.RunnerContract.Judging.Children;

/// <summary>
/// Judges a batch Job by its conditions; <c>FailureTarget</c> and <c>SuccessCriteriaMet</c> only announce an end. The
/// exit code is its Pod's, which the caller reads when it wants it.
/// </summary>
internal sealed class JobJudge : IChildJudge
{
    public string Group => "batch";

    public string Kind => "Job";

    public Observation Judge(JsonObject child, ContractSettings settings)
    {
        var name = child.Name() ?? "";

        // Its counts fall before its last condition comes, and while the Pod's node is away; a new Pod is a failed one.
        var seen = new Observation(RunnerPhase.Pending, $"Job {name}")
        {
            Compute = name,
            Uid = child.Uid(),
            MayFallBack = true,
        };
        if (child.Condition("Complete").Text("status") == "True")
        {
            return seen with { Phase = RunnerPhase.Succeeded };
        }

        if (child.Condition("Failed") is { } failed && failed.Text("status") == "True")
        {
            return seen with
            {
                Phase = RunnerPhase.Failed,
                Message = $"{failed.Text("reason")}: {failed.Text("message")}".Trim(' ', ':'),
            };
        }

        // active also counts Pods that still wait; where the server tells how many are ready, that is the better sign.
        var running = child.Whole("status", "ready") ?? child.Whole("status", "active") ?? 0;
        return running > 0 ? seen with { Phase = RunnerPhase.Running }
            : child.Whole("status", "active") > 0 ? seen with { Phase = RunnerPhase.Provisioning }
            : child.Condition("Suspended").Text("status") == "True" ? seen with { Waiting = "the Job is suspended" }
            : seen;
    }
}
