using Deskrun.ActionsService.Runs;

namespace Deskrun.ActionsService.Dispatch;

/// <summary>What the dispatcher knows of a job that has not ended. Guarded by the dispatcher.</summary>
internal sealed class JobEntry(JobRun run)
{
    public JobRun Run { get; } = run;

    /// <summary>The scale sets whose labels match, as of <see cref="MatchVersion"/>.</summary>
    public IReadOnlyList<ScaleSet> Matches { get; set; } = [];

    public int MatchVersion { get; set; } = -1;

    public ScaleSet? ScaleSet { get; set; }

    /// <summary>The runner that has it or was told to fetch it.</summary>
    public Runner? Runner { get; set; }

    /// <summary>It came through <c>acquirejobs</c>.</summary>
    public bool Acquired { get; set; }

    /// <summary>It pauses before it may be assigned again.</summary>
    public bool Pausing { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>The one deadline of the state it is in: queue, assignment or lock.</summary>
    public ITimer? StateTimer { get; set; }

    /// <summary>The end of <c>timeout-minutes</c>, then of the grace after a cancellation.</summary>
    public ITimer? TimeoutTimer { get; set; }

    public LinkedListNode<JobEntry>? Node { get; set; }

    public void StopTimers()
    {
        StateTimer?.Dispose();
        TimeoutTimer?.Dispose();
        StateTimer = TimeoutTimer = null;
    }
}
