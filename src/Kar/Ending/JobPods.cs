using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Judging;
using Kar.Telling;

namespace Kar.Ending;

/// <summary>Reads the exit code of a failed batch Job's runner from its Pod.</summary>
internal sealed class JobPods(KubeClient client, string space, RunLog log)
{
    /// <summary>The exit code; null when it cannot be read.</summary>
    public async Task<int?> ReadExitCodeAsync(string labels, ContractSettings contract, CancellationToken cancellation)
    {
        try
        {
            var selection = new ListOptions { Labels = labels };
            var pods = await client.ListAsync(WellKnown.Pods, space, selection, cancellation);
            var judge = ComputeKinds.JudgeOf("", "Pod")!;
            return pods
                .Items.Select(pod => judge.Judge(pod, contract).ExitCode)
                .FirstOrDefault(code => code is not null);
        }
        catch (Exception e) when (e is KubeException or KubeConnectionException or OperationCanceledException)
        {
            log.Info($"the exit code of the Job's Pod cannot be read: {e.Message}");
            return null;
        }
    }
}
