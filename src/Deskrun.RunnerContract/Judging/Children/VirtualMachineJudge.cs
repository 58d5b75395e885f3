namespace Deskrun.RunnerContract.Judging.Children;

/// <summary>
/// Judges a KubeVirt VirtualMachine. It has no verdict of its own: a stopped one may have ended well or badly, so its
/// end is read from the VirtualMachineInstance of the same name, which <c>runStrategy: Once</c> leaves in place.
/// </summary>
internal sealed class VirtualMachineJudge : IChildJudge
{
    private static readonly string[] _stuck =
    [
        "ErrorUnschedulable",
        "ErrImagePull",
        "ImagePullBackOff",
        "ErrorPvcNotFound",
        "DataVolumeError",
        "CrashLoopBackOff",
    ];

    public string Group => "kubevirt.io";

    public string Kind => "VirtualMachine";

    public Observation Judge(JsonObject child, ContractSettings settings)
    {
        var name = child.Name() ?? "";
        var word = child.Text("status", "printableStatus");
        var detail = child
            .Items("status", "conditions")
            .Where(c => c.Text("status") == "False")
            .Select(c => c.Text("message"))
            .FirstOrDefault(m => !string.IsNullOrWhiteSpace(m));
        return new Observation(
            word switch
            {
                "Running" => RunnerPhase.Running,
                "Starting" or "Provisioning" or "WaitingForVolumeBinding" => RunnerPhase.Provisioning,
                null => RunnerPhase.Pending,
                _ => null,
            },
            $"VirtualMachine {name}"
        )
        {
            Compute = name,
            Uid = child.Uid(),
            Waiting = word is not null && _stuck.Contains(word) ? $"{word}: {detail}".TrimEnd(' ', ':') : null,
        };
    }
}
