namespace Deskrun.RunnerContract.Judging.Children;

/// <summary>Judges a KubeVirt VirtualMachineInstance by its phase; the guest's exit code is not known to KubeVirt.</summary>
internal sealed class VirtualMachineInstanceJudge : IChildJudge
{
    public string Group => "kubevirt.io";

    public string Kind => "VirtualMachineInstance";

    public bool IsSuccessSureWhileDeleted => false;

    public Observation Judge(JsonObject child, ContractSettings settings)
    {
        var name = child.Name() ?? "";
        var phase = child.Text("status", "phase") switch
        {
            "Succeeded" => RunnerPhase.Succeeded,
            "Failed" => RunnerPhase.Failed,
            "Running" => RunnerPhase.Running,
            "Scheduling" or "Scheduled" or "WaitingForSync" => RunnerPhase.Provisioning,
            null or "" or "Pending" => (RunnerPhase?)RunnerPhase.Pending,
            _ => null,
        };
        var blocked =
            child
                .Items("status", "conditions")
                .FirstOrDefault(c =>
                    c.Text("status") == "False" && c.Text("reason") is "Unschedulable" or "GuestNotRunning"
                )
                is { } condition
            && condition.Text("reason") == "Unschedulable"
                ? $"Unschedulable: {condition.Text("message")}"
                : null;
        return new Observation(phase, $"VirtualMachineInstance {name}")
        {
            Compute = name,
            Uid = child.Uid(),
            Message =
                phase == RunnerPhase.Failed
                    ? child.Text("status", "reason") ?? "the virtual machine crashed or vanished"
                    : null,
            Waiting = phase is RunnerPhase.Pending or RunnerPhase.Provisioning ? blocked : null,
        };
    }
}
