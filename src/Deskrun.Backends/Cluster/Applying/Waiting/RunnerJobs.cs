using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying.Waiting;

/// <summary>Tells whether an EphemeralRunner has a job.</summary>
public static class RunnerJobs
{
    /// <summary>Whether it has one now. ARC before 0.14 tells the job by a number, later ones by an id.</summary>
    public static bool IsBusy(JsonObject runner)
    {
        var status = runner.At("status");
        return status.Text("phase") is not ("Succeeded" or "Failed" or "Outdated")
            && (
                status.Text("jobId") is { Length: > 0 }
                || (status.Whole("jobRequestId") ?? 0) > 0
                || (status.Whole("workflowRunId") ?? 0) > 0
            );
    }
}
