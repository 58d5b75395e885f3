namespace Deskrun.RunnerContract.Judging.Children;

/// <summary>
/// Judges an EC2 Instance as the AWS controller (ACK) shows it. EC2 knows no exit code: an instance that shut itself
/// down ended well; one that EC2 or somebody else took down did not, and <c>stateReason</c> tells which.
/// </summary>
internal sealed class Ec2InstanceJudge : IChildJudge
{
    public string Group => "ec2.services.k8s.aws";

    public string Kind => "Instance";

    public Observation Judge(JsonObject child, ContractSettings settings)
    {
        var name = child.Name() ?? "";
        var reason = child.Text("status", "stateReason", "code");
        var own = reason is null or "" or "Client.InstanceInitiatedShutdown";
        var phase = child.Text("status", "state", "name") switch
        {
            "running" or "shutting-down" or "stopping" => RunnerPhase.Running,
            "terminated" or "stopped" => own ? RunnerPhase.Succeeded : RunnerPhase.Failed,
            "pending" => RunnerPhase.Provisioning,
            null => (RunnerPhase?)RunnerPhase.Pending,
            _ => null,
        };
        var refused = child
            .Items("status", "conditions")
            .FirstOrDefault(c => c.Text("type") is "ACK.Terminal" or "ACK.Recoverable" && c.Text("status") == "True");
        return new Observation(phase, $"EC2 Instance {name}")
        {
            Compute = child.Text("status", "instanceID") ?? name,
            Uid = child.Uid(),
            Message = own ? null : $"{reason}: {child.Text("status", "stateReason", "message")}".TrimEnd(' ', ':'),
            Waiting = phase == RunnerPhase.Pending ? refused.Text("message") : null,
        };
    }
}
