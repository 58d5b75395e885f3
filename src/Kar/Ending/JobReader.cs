using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Kar.Running;
using Kar.Telling;

namespace Kar.Ending;

/// <summary>Reads whether ARC knows of a job on this runner: <c>status.jobId</c> of the EphemeralRunner of its name.</summary>
internal sealed class JobReader(KubeClient client, Place place, string runner, RunLog log, TimeProvider time)
{
    private static readonly ResourceKind _runners = new(
        "actions.github.com",
        "v1alpha1",
        "ephemeralrunners",
        true,
        "EphemeralRunner"
    );

    /// <summary>
    /// Reads it; when it is empty, once more after a few seconds, because the listener writes it a moment after the job
    /// has started.
    /// </summary>
    public async Task<JobEvidence> ReadAsync(CancellationToken cancellation)
    {
        var first = await ReadOnceAsync(cancellation);
        if (first is not (JobEvidence.NoJobSeen or JobEvidence.Unknown))
        {
            return first;
        }

        try
        {
            await Task.Delay(TimeSpan.FromSeconds(3), time, cancellation);
        }
        catch (OperationCanceledException)
        {
            return first;
        }

        return await ReadOnceAsync(cancellation);
    }

    /// <summary>Reads it once.</summary>
    public async Task<JobEvidence> ReadOnceAsync(CancellationToken cancellation)
    {
        if (!place.IsPod)
        {
            return JobEvidence.NoEphemeralRunner;
        }

        try
        {
            var found = await client.FindAsync(_runners, place.Namespace, runner, cancellation);
            return found is null ? JobEvidence.NoEphemeralRunner
                : found.Loose("status", "jobId") is { Length: > 0 } job && job != "0" ? JobEvidence.JobTaken
                : JobEvidence.NoJobSeen;
        }
        catch (Exception e) when (e is KubeException or KubeConnectionException)
        {
            log.Warn($"whether ARC knows of a job cannot be read: {e.Message}");
            return JobEvidence.Unknown;
        }
        catch (OperationCanceledException)
        {
            return JobEvidence.Unknown;
        }
    }
}
