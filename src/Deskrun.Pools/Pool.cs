using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools.Drivers;
using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Scaling;
using Deskrun.Pools.Timeline;

namespace Deskrun.Pools;

/// <summary>
/// The runners kept for one scale set. A listener tells it what the service says; it starts, watches and ends runners
/// accordingly. All calls return at once: the work goes on beside them.
/// </summary>
public sealed class Pool : IScaleSetHandler, IDisposable
{
    private readonly PoolOptions options;
    private readonly PoolParts parts;
    private readonly RunnerWorld world;
    private readonly PoolRoster roster = new();
    private readonly JobBook jobs = new();
    private readonly PoolScaling scaling;
    private readonly CancellationTokenSource force = new();
    private readonly SemaphoreSlim turns;
    private volatile bool mayBeForgotten;

    /// <summary>Makes a pool without runners.</summary>
    /// <exception cref="ArgumentException">The limits make no sense.</exception>
    public Pool(PoolOptions options, PoolParts parts)
    {
        options.Limits.Checked();
        this.options = options;
        this.parts = parts;
        var journal = new PoolJournal(options.ScaleSet, parts.Timeline, parts.Time);
        world = new RunnerWorld(options, parts.Driver, parts.Registry, parts.Time, journal, parts.Metrics);
        turns = new SemaphoreSlim(Math.Max(1, options.ParallelStarts));
        scaling = new PoolScaling(options, parts, roster, Begin);
    }

    /// <inheritdoc />
    public int MaxCapacity => scaling.Capacity;

    /// <summary>True once the service has answered: the scale set's session is ours.</summary>
    internal bool HasSession { get; private set; }

    /// <summary>Set when the service may have forgotten runners; whoever looks for them takes it back.</summary>
    internal bool MayBeForgotten
    {
        get => mayBeForgotten;
        set => mayBeForgotten = value;
    }

    internal RunnerWorld World => world;

    internal PoolRoster Roster => roster;

    internal PoolParts Parts => parts;

    internal PoolOptions Options => options;

    /// <inheritdoc />
    public int FreeCapacity(ScaleSetStatistics statistics) => Math.Max(0, MaxCapacity - statistics.TotalAssignedJobs);

    /// <summary>The pool at this moment.</summary>
    public PoolStatus Status() => scaling.Status(world.Journal.LastTrouble);

    /// <inheritdoc />
    public ValueTask JobAssignedAsync(JobAssigned job, CancellationToken cancellation)
    {
        bool first;
        lock (jobs)
        {
            first = jobs.Assigned(job, world.Now);
        }

        if (first)
        {
            var named = Named(job);
            world.Journal.Job(TimelineStep.Assigned, named, null, null, job.ScaleSetAssignTime);
            world.Journal.Job(TimelineStep.MessageRead, named, null);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask JobStartedAsync(JobStarted job, CancellationToken cancellation)
    {
        TimeSpan? took;
        lock (jobs)
        {
            took = jobs.Started(job, world.Now);
        }

        var named = Named(job);
        var slot = roster.Find(job.RunnerName);
        if (slot is null)
        {
            // Of an earlier life, or of somebody else; a message must never fail for that.
            return ValueTask.CompletedTask;
        }

        if (slot.IsOnline(world.Now))
        {
            world.Journal.Runner(TimelineStep.RunnerRegistered, slot, "seen by its job");
        }

        if (slot.HasJob(named, world.Now))
        {
            world.Journal.Job(TimelineStep.JobStarted, named, slot.Name);
            if (took is { } wait)
            {
                world.Metrics?.JobStarted(options.ScaleSet, wait);
            }

            if (slot.Instance is { } instance)
            {
                world.Driver.HasJob(instance);
            }

            scaling.Works();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask JobCompletedAsync(JobCompleted job, CancellationToken cancellation)
    {
        bool first;
        lock (jobs)
        {
            first = jobs.Completed(job);
        }

        var named = Named(job);
        if (first)
        {
            world.Journal.Job(TimelineStep.JobCompleted, named, job.RunnerName, job.Result, job.FinishTime);
            world.Metrics?.JobCompleted(options.ScaleSet, job.Result);
        }

        if (job.RunnerName.Length > 0 && roster.Find(job.RunnerName) is { } slot)
        {
            slot.JobOver(named, world.Now);
            scaling.Works();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask StatisticsAsync(ScaleSetStatistics statistics, bool fromEmptyPoll, CancellationToken cancellation)
    {
        HasSession = true;
        scaling.Counts(statistics, fromEmptyPoll);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask ScaleSetRemadeAsync(int scaleSetId, CancellationToken cancellation)
    {
        world.Journal.Trouble(
            $"the service had lost scale set {options.ScaleSet}; it was made again with number {scaleSetId}"
        );
        MayBeForgotten = true;
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes no new jobs from now on and lets every runner go that has none. Runners with a job go on.</summary>
    public void Close() => scaling.Close();

    /// <summary>
    /// Closes the pool and waits until no runner is left. When <paramref name="forced"/> is cancelled the busy ones are
    /// stopped too, gracefully and then by force.
    /// </summary>
    public async Task DrainAsync(CancellationToken forced)
    {
        Close();
        await using var registration = forced.Register(StopByForce).ConfigureAwait(false);
        await roster.EmptyAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Lets go of everything without touching a runner: busy and idle ones live on, to be found by the next owner.
    /// </summary>
    public void Dispose() => scaling.Dispose();

    /// <summary>Takes a runner over that an earlier owner started and that has a job.</summary>
    internal void Adopt(RunnerInstance instance)
    {
        var slot = new RunnerSlot(instance.Name, world.Now);
        slot.HasCompute(instance, world.Now);
        slot.HasJob(RunnerJob.Unknown, world.Now);
        roster.Add(slot);
        roster.Attend(slot.Name, AttendAsync(slot));
        scaling.Adopted();
    }

    private void StopByForce()
    {
        force.Cancel();
        foreach (var slot in roster.All())
        {
            slot.Ask(
                new StopOrder(
                    RunnerEndKind.Forced,
                    "the pool was stopped by force",
                    true,
                    options.Deadlines.ForcedGrace
                )
            );
        }
    }

    private void Begin(long number)
    {
        var slot = new RunnerSlot(RunnerNames.Create(options.ScaleSet), world.Now, number);
        roster.Add(slot);
        roster.Attend(slot.Name, Task.Run(() => LiveAsync(slot)));
    }

    private async Task LiveAsync(RunnerSlot slot)
    {
        var failed = await new RunnerProvision(world, turns).RunAsync(slot, force.Token).ConfigureAwait(false);
        if (failed is null)
        {
            await AttendAsync(slot).ConfigureAwait(false);
            return;
        }

        slot.Move(RunnerSignal.Settled, world.Now, wake: true);
        Freed(slot, failed);
    }

    private async Task AttendAsync(RunnerSlot slot)
    {
        try
        {
            await new RunnerLife(world, slot, force.Token).RunAsync(end => Freed(slot, end)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A fault of ours must not keep a place for ever; the sweep ends what is left of the runner.
            world.Journal.Trouble($"{slot.Name} is not attended to any more: {e}", slot.Name);
            slot.Move(RunnerSignal.Settled, world.Now, wake: true);
            Freed(
                slot,
                new RunnerEnd
                {
                    Runner = slot.Name,
                    Kind = RunnerEndKind.EndedWithoutJob,
                    Reason = $"deskrun failed to attend to it: {e.Message}",
                    At = world.Now,
                }
            );
        }
    }

    private void Freed(RunnerSlot slot, RunnerEnd end)
    {
        roster.Ended(slot, end);
        world.Metrics?.Ended(options.ScaleSet, end.Kind);
        scaling.Ended(slot, end);
    }

    private static RunnerJob Named(JobMessage job) =>
        new(job.JobId, job.JobDisplayName.Length > 0 ? job.JobDisplayName : job.JobId, job.WorkflowRunId);
}
