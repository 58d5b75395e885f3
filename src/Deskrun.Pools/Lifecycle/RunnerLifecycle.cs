namespace Deskrun.Pools.Lifecycle;

/// <summary>The phases of a runner and what leads from one to the next. Pure.</summary>
public static class RunnerLifecycle
{
    /// <summary>The phase after a signal. A signal that has no meaning in a phase (a repeated message) changes nothing.</summary>
    public static RunnerPhase Next(RunnerPhase phase, RunnerSignal signal) =>
        (phase, signal) switch
        {
            (RunnerPhase.Gone, _) => RunnerPhase.Gone,
            (_, RunnerSignal.Settled) => RunnerPhase.Gone,
            (RunnerPhase.Provisioning, RunnerSignal.ComputeStarted) => RunnerPhase.Registering,
            (RunnerPhase.Registering, RunnerSignal.Registered) => RunnerPhase.Idle,
            (<= RunnerPhase.Idle, RunnerSignal.JobStarted) => RunnerPhase.Running,
            (<= RunnerPhase.Running, RunnerSignal.JobCompleted) => RunnerPhase.Exiting,
            (<= RunnerPhase.Exiting, RunnerSignal.Stop) => RunnerPhase.Stopping,
            (_, RunnerSignal.ComputeGone) => RunnerPhase.Settling,
            _ => phase,
        };

    /// <summary>
    /// Whether a runner fills a place of its pool. One whose job is over does not, whatever else is still to be done with
    /// it: its place is free for the next job at once. One that died with a job does, until the service gives that job
    /// up: a replacement would find no job to take.
    /// </summary>
    public static bool FillsPlace(RunnerPhase phase, bool jobIsOver) =>
        phase is <= RunnerPhase.Running || (phase is RunnerPhase.Settling && !jobIsOver);

    /// <summary>Whether a runner in this phase has not shown yet that it works.</summary>
    public static bool IsStarting(RunnerPhase phase) => phase is RunnerPhase.Provisioning or RunnerPhase.Registering;

    /// <summary>How long a runner may stay in a phase; null without a limit of its own.</summary>
    public static TimeSpan? Limit(RunnerPhase phase, RunnerDeadlines deadlines) =>
        phase switch
        {
            RunnerPhase.Provisioning => deadlines.Provision,
            RunnerPhase.Registering => deadlines.Register,
            RunnerPhase.Running => deadlines.Run,
            RunnerPhase.Exiting => deadlines.Exit,
            _ => null,
        };
}
