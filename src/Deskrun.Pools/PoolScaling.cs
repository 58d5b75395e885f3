using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Scaling;
using Deskrun.Pools.Timeline;

namespace Deskrun.Pools;

/// <summary>Applies the plans of the scaler to the roster, and remembers what keeps it from doing so.</summary>
internal sealed class PoolScaling(PoolOptions options, PoolParts parts, PoolRoster roster, Action<long> begin)
    : IDisposable
{
    private readonly Lock gate = new();
    private readonly CrashBackoff backoff = new(Random.Shared.NextDouble);
    private readonly CancellationTokenSource over = new();
    private bool closed;
    private bool told;
    private bool wakes;
    private int assigned;
    private long begun;
    private ScalePlan plan;
    private DateTimeOffset? starvedSince;
    private string? lastFailure;

    internal int Capacity => closed ? 0 : Math.Min(options.Limits.Max, Math.Max(0, Room().Runners));

    private DateTimeOffset Now => parts.Time.GetUtcNow();

    /// <summary>The service's counts.</summary>
    internal void Counts(ScaleSetStatistics statistics, bool fromEmptyPoll)
    {
        lock (gate)
        {
            told = true;
            assigned = statistics.TotalAssignedJobs;
            Apply(fromEmptyPoll);
            Starved();
        }
    }

    /// <summary>A runner ended; the place may be needed for another one.</summary>
    internal void Ended(RunnerSlot slot, RunnerEnd end)
    {
        lock (gate)
        {
            if (
                end.Kind
                is RunnerEndKind.StartFailed
                    or RunnerEndKind.EndedWithoutJob
                    or RunnerEndKind.NeverRegistered
                    or RunnerEndKind.TookNoJob
            )
            {
                backoff.Failed(slot.Number, begun, Now);
                lastFailure = end.Story;
            }

            // After a job the service's new count follows; the old one still holds the job that is over.
            if (end.Kind is not (RunnerEndKind.JobDone or RunnerEndKind.DidNotExit))
            {
                Apply(false);
            }
        }
    }

    /// <summary>A runner has had a job: runners work.</summary>
    internal void Works()
    {
        lock (gate)
        {
            if (backoff.Recovered())
            {
                lastFailure = null;
                Apply(false);
            }
        }
    }

    internal void Adopted()
    {
        lock (gate)
        {
            // Counted only: what is wanted is not known before the service has spoken.
            Measure();
        }
    }

    internal void Close()
    {
        lock (gate)
        {
            closed = true;
            Apply(false);
        }
    }

    internal PoolStatus Status(PoolTrouble? trouble)
    {
        lock (gate)
        {
            var all = roster.All();
            return new PoolStatus
            {
                ScaleSet = options.ScaleSet,
                Limits = options.Limits,
                Assigned = assigned,
                Desired = closed ? 0 : PoolScaler.Desired(options.Limits, assigned),
                Capacity = Capacity,
                IsClosed = closed,
                Runners = [.. all.Select(s => new RunnerStatus(s.Name, s.Phase, s.Since, s.RunnerId, s.Job))],
                RecentEnds = roster.Ends(),
                LastTrouble = trouble,
                BlockingCause = Cause(all),
            };
        }
    }

    public void Dispose()
    {
        over.Cancel();
    }

    private CapacityVerdict Room() => parts.Gate.Room(Filled(roster.All()), options.Limits.Max);

    private static int Filled(IReadOnlyList<RunnerSlot> all) => all.Count(FillsPlace);

    private static bool FillsPlace(RunnerSlot slot) => RunnerLifecycle.FillsPlace(slot.Phase, slot.JobIsOver);

    private static bool MayGo(RunnerSlot slot) => slot is { Phase: RunnerPhase.Idle, Order: null };

    // Called with the gate held.
    private void Apply(bool fromEmptyPoll)
    {
        if (!told && !closed)
        {
            return;
        }

        var all = roster.All();
        var demand = new PoolDemand(assigned, fromEmptyPoll, closed);
        var leaving = all.Count(s => s.Order is not null && s.Phase <= RunnerPhase.Idle);
        var idle = all.Where(MayGo).ToList();
        var count = new PoolCount(Filled(all) - leaving, idle.Count, Room().Runners);
        plan = PoolScaler.Plan(options.Limits, demand, count);
        parts.Metrics?.Scale(options.ScaleSet, plan.Desired, assigned);

        var starting = all.Count(s => RunnerLifecycle.IsStarting(s.Phase));
        var allowed = backoff.Allowed(plan.Start, starting, Now);
        for (var i = 0; i < allowed; i++)
        {
            begin(++begun);
        }

        if (allowed == 0 && plan.Start > 0 && backoff.Until > Now)
        {
            WakeAt(backoff.Until);
        }

        var surplus = closed ? all.Where(s => s.Phase <= RunnerPhase.Idle) : idle.Take(plan.Remove);
        foreach (var slot in surplus)
        {
            slot.Ask(new StopOrder(RunnerEndKind.NotNeeded, "no job needs it", false, options.Deadlines.Grace));
        }

        Measure();
    }

    // Jobs that wait while an idle runner is there: it is online, and yet does not take them.
    private void Starved()
    {
        var all = roster.All();
        var busy = all.Count(s => s.Job is not null && FillsPlace(s));
        if (assigned <= busy || closed)
        {
            starvedSince = null;
            return;
        }

        starvedSince ??= Now;
        foreach (var slot in all.Where(MayGo))
        {
            var since = slot.Since > starvedSince ? slot.Since : starvedSince.Value;
            if (Now - since >= options.Deadlines.Idle)
            {
                var reason = $"jobs waited and it took none within {options.Deadlines.Idle}";
                slot.Ask(new StopOrder(RunnerEndKind.TookNoJob, reason, false, options.Deadlines.Grace));
            }
        }
    }

    private void WakeAt(DateTimeOffset at)
    {
        if (wakes)
        {
            return;
        }

        wakes = true;
        _ = WakeAsync(TimerGrain.RoundUp(at - Now));
    }

    private async Task WakeAsync(TimeSpan wait)
    {
        await Task.Delay(wait, parts.Time, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            wakes = false;
            if (!over.IsCancellationRequested)
            {
                Apply(false);
            }
        }
    }

    private static string Many(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private void Measure()
    {
        if (parts.Metrics is null)
        {
            return;
        }

        var counts = roster.All().CountBy(slot => slot.Phase).ToDictionary();
        foreach (var phase in Enum.GetValues<RunnerPhase>())
        {
            parts.Metrics.Count(options.ScaleSet, phase, counts.GetValueOrDefault(phase));
        }
    }

    private string? Cause(IReadOnlyList<RunnerSlot> all)
    {
        if (closed)
        {
            return all.Count == 0 ? null : "closing: waiting for runners with a job";
        }

        if (!told)
        {
            return "the service has not answered yet";
        }

        var filled = Filled(all);
        if (backoff.Failures > 0 && filled < PoolScaler.Desired(options.Limits, assigned))
        {
            return backoff.Until > Now
                ? $"runners fail ({backoff.Failures} times in a row; the last: {lastFailure}); the next is tried at {backoff.Until:u}"
                : $"runners fail; the last: {lastFailure}";
        }

        var lost = all.FirstOrDefault(s => s is { Phase: RunnerPhase.Settling, Job: not null, JobIsOver: false });
        if (lost is not null)
        {
            return $"{lost.Name} died with a job; its place is kept until the service gives that job up";
        }

        var room = Room();
        return assigned <= filled ? null
            : room.Runners < options.Limits.Max ? $"the machine has no room: {room.Reason}"
            : filled >= options.Limits.Max ? $"{Many(assigned, "job")} for at most {Many(options.Limits.Max, "runner")}"
            : null;
    }
}
