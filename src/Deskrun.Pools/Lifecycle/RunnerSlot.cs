using Deskrun.Pools.Drivers;

namespace Deskrun.Pools.Lifecycle;

/// <summary>One runner's running state. Whoever changes it wakes whoever attends to it.</summary>
internal sealed class RunnerSlot(string name, DateTimeOffset now, long number = 0)
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = New();

    internal string Name { get; } = name;

    /// <summary>Which one of its pool it is, counted from 1; 0 for one that was adopted.</summary>
    internal long Number { get; } = number;

    internal DateTimeOffset BegunAt { get; } = now;

    internal RunnerPhase Phase { get; private set; } = RunnerPhase.Provisioning;

    internal DateTimeOffset Since { get; private set; } = now;

    internal int RunnerId { get; private set; }

    internal RunnerInstance? Instance { get; private set; }

    internal RunnerJob? Job { get; private set; }

    internal bool JobIsOver { get; private set; }

    internal bool WasOnline { get; private set; }

    internal StopOrder? Order { get; private set; }

    /// <summary>Completes at the next change. Read it before looking at anything else.</summary>
    internal Task Changed
    {
        get
        {
            lock (gate)
            {
                return changed.Task;
            }
        }
    }

    internal void HasRegistration(int runnerId) => Change(() => RunnerId = runnerId);

    internal void HasCompute(RunnerInstance instance, DateTimeOffset at) =>
        Change(() =>
        {
            Instance = instance;
            RunnerId = instance.RunnerId != 0 ? instance.RunnerId : RunnerId;
            Move(RunnerSignal.ComputeStarted, at);
        });

    /// <returns>True when it was not known to be online before.</returns>
    internal bool IsOnline(DateTimeOffset at)
    {
        var first = false;
        Change(() =>
        {
            first = !WasOnline && Phase <= RunnerPhase.Running;
            WasOnline = true;
            Move(RunnerSignal.Registered, at);
        });
        return first;
    }

    /// <returns>True when it was not known to have this job before.</returns>
    internal bool HasJob(RunnerJob job, DateTimeOffset at)
    {
        var first = false;
        Change(() =>
        {
            first = Job is null || (Job.JobId.Length == 0 && job.JobId.Length > 0);
            Job = first ? job : Job;
            WasOnline = true;
            Move(RunnerSignal.JobStarted, at);
        });
        return first;
    }

    internal void JobOver(RunnerJob job, DateTimeOffset at) =>
        Change(() =>
        {
            Job = Job is { JobId.Length: > 0 } ? Job : job;
            JobIsOver = true;
            Move(RunnerSignal.JobCompleted, at);
        });

    /// <summary>Asks for its end. A forced order replaces a mild one, never the other way round.</summary>
    internal void Ask(StopOrder order)
    {
        // Only a change may wake: asking again for what stands already must not make the attendant run in circles.
        if (Order is null || (order.Force && !Order.Force))
        {
            Change(() => Order = order);
        }
    }

    /// <summary>Takes a mild order back: the runner has a job.</summary>
    internal void Spare(StopOrder order) => Change(() => Order = Order == order ? null : Order);

    internal void Move(RunnerSignal signal, DateTimeOffset at, bool wake) => Change(() => Move(signal, at), wake);

    private void Move(RunnerSignal signal, DateTimeOffset at)
    {
        var next = RunnerLifecycle.Next(Phase, signal);
        if (next != Phase)
        {
            Phase = next;
            Since = at;
        }
    }

    private void Change(Action change, bool wake = true)
    {
        TaskCompletionSource? woken = null;
        lock (gate)
        {
            change();
            if (wake)
            {
                woken = changed;
                changed = New();
            }
        }

        woken?.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
