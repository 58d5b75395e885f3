namespace Deskrun.RunnerContract.Judging.Children;

/// <summary>
/// Judges a Pod by its runner container, so that sidecars neither hide nor fake the end. Evictions end a Pod without a
/// container's verdict; the Pod's own phase then tells.
/// </summary>
internal sealed class PodJudge : IChildJudge
{
    // These never end by themselves, unlike ContainerCreating or PodInitializing.
    private static readonly string[] _stuck =
    [
        "ImagePullBackOff",
        "ErrImagePull",
        "InvalidImageName",
        "ErrImageNeverPull",
        "CreateContainerConfigError",
        "CreateContainerError",
        "RunContainerError",
        "CrashLoopBackOff",
    ];

    public string Group => "";

    public string Kind => "Pod";

    public Observation Judge(JsonObject child, ContractSettings settings)
    {
        var phase = child.Text("status", "phase");
        var name = child.Name() ?? "";
        var seen = new Observation(null, $"Pod {name}") { Compute = name, Uid = child.Uid() };
        var container = RunnerContainer(child, settings.Container);
        if (container.At("state", "terminated") is JsonObject ended)
        {
            var code = ended.Whole("exitCode");
            return seen with
            {
                Phase = code == 0 ? RunnerPhase.Succeeded : RunnerPhase.Failed,
                ExitCode = (int?)code,
                Message = Join(PodReason(child), Unless("Completed", ended.Text("reason")), ended.Text("message")),
            };
        }

        return phase switch
        {
            "Succeeded" => seen with { Phase = RunnerPhase.Succeeded },
            "Failed" => seen with
            {
                Phase = RunnerPhase.Failed,
                Message = Join(PodReason(child), child.Text("status", "message")),
            },
            _ when container.At("state", "running") is JsonObject || (phase == "Running" && container is null) =>
                seen with
                {
                    Phase = RunnerPhase.Running,
                },
            "Running" or "Pending" => seen with { Phase = PendingPhase(child), Waiting = WaitingCause(child) },
            _ => seen with { Phase = phase is null ? RunnerPhase.Pending : null },
        };
    }

    /// <summary>The container called as the settings say; a Pod with a single container needs no name for it.</summary>
    private static JsonObject? RunnerContainer(JsonObject pod, string name)
    {
        var statuses = pod.Items("status", "containerStatuses").ToList();
        return statuses.FirstOrDefault(c => c.Text("name") == name)
            ?? (pod.Items("spec", "containers").Count() <= 1 ? statuses.FirstOrDefault() : null);
    }

    private static RunnerPhase PendingPhase(JsonObject pod) =>
        pod.Condition("PodScheduled").Text("status") == "True" ? RunnerPhase.Provisioning : RunnerPhase.Pending;

    private static string? WaitingCause(JsonObject pod)
    {
        var scheduled = pod.Condition("PodScheduled");
        if (scheduled.Text("status") == "False" && scheduled.Text("reason") is { } reason)
        {
            return Join(reason, scheduled.Text("message"));
        }

        return pod.Items("status", "initContainerStatuses")
            .Concat(pod.Items("status", "containerStatuses"))
            .Select(c => (Name: c.Text("name"), Waiting: c.At("state", "waiting")))
            .Where(c => c.Waiting.Text("reason") is { } cause && _stuck.Contains(cause))
            .Select(c => $"container {c.Name}: {Join(c.Waiting.Text("reason"), c.Waiting.Text("message"))}")
            .FirstOrDefault();
    }

    private static string? PodReason(JsonObject pod) =>
        pod.Text("status", "reason")
        ?? (
            pod.Condition("DisruptionTarget") is { } target && target.Text("status") == "True"
                ? Join("disrupted", target.Text("reason"), target.Text("message"))
                : null
        );

    private static string? Unless(string unwanted, string? text) => text == unwanted ? null : text;

    private static string? Join(params string?[] parts)
    {
        var said = parts.Where(p => !string.IsNullOrWhiteSpace(p)).Select(p => p!.Trim()).Distinct().ToList();
        return said.Count == 0 ? null : string.Join(": ", said);
    }
}
