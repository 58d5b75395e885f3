using Deskrun.ActionsService.Faults;
using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.Runs;

namespace Deskrun.ActionsService.Dispatch;

/// <content>Runners: registration, sessions and what they are told.</content>
internal sealed partial class Dispatcher
{
    // A runner that polls is back within a hold; twice that with a margin counts as gone.
    private TimeSpan OnlineWindow => (options.PollHold * 2) + TimeSpan.FromSeconds(20);

    // How long a runner may take to fetch the job that it was told about before it counts as idle again.
    private static readonly TimeSpan FetchTime = TimeSpan.FromMinutes(1);

    // A registration that no runner connects with is forgotten after this time, as by the real service.
    private static readonly TimeSpan UnusedLifetime = TimeSpan.FromDays(1);

    // Runners that have had their job: they may still poll and close their session, and must not be upset.
    private readonly Dictionary<int, (Runner Runner, DateTimeOffset Since)> departed = [];

    public bool IsOnline(Runner runner) =>
        runner.Session is not null && (runner.IsReady || time.GetUtcNow() - runner.LastSeen < OnlineWindow);

    public (Runner? Runner, ServiceError? Error) Register(ScaleSet set, string name)
    {
        lock (Gate)
        {
            if (
                faults.Take(Fault.AgentExists)
                || runners.Values.Any(r => r.ScaleSet.Scope == set.Scope && r.Name.Equals(name, NoCase))
            )
            {
                return (null, ServiceError.AgentExists(name));
            }

            var runner = new Runner(++lastRunnerId, name, set, time.GetUtcNow()) { LastSeen = time.GetUtcNow() };
            runners.Add(runner.Id, runner);
            set.Runners.Add(runner.Id, runner);
            runner.UnusedTimer = After(UnusedLifetime, () => Remove(runner));
            return (runner, null);
        }
    }

    public IReadOnlyList<Runner> FindRunners(Scope scope, string? name)
    {
        lock (Gate)
        {
            return
            [
                .. runners.Values.Where(r =>
                    r.ScaleSet.Scope == scope && (name is null || r.Name.Equals(name, NoCase))
                ),
            ];
        }
    }

    public Runner? FindRunner(Scope scope, int id)
    {
        lock (Gate)
        {
            return runners.TryGetValue(id, out var runner) && runner.ScaleSet.Scope == scope ? runner : null;
        }
    }

    public Runner? FindRunner(int id)
    {
        lock (Gate)
        {
            return runners.GetValueOrDefault(id);
        }
    }

    public Runner? FindRunnerByClient(Guid clientId)
    {
        lock (Gate)
        {
            return runners.Values.FirstOrDefault(r => r.ClientId == clientId)
                ?? departed.Values.Select(d => d.Runner).FirstOrDefault(r => r.ClientId == clientId);
        }
    }

    /// <summary>Removes a runner's registration unless it has a job.</summary>
    public ServiceError? Deregister(Runner runner)
    {
        lock (Gate)
        {
            if (faults.Take(Fault.JobStillRunning))
            {
                return ServiceError.JobStillRunning(runner.Name);
            }

            if (runner.Job is { } job)
            {
                if (job.Run.State == JobState.Running || time.GetUtcNow() - runner.JobGivenAt < FetchTime)
                {
                    return ServiceError.JobStillRunning(runner.Name);
                }

                GiveBack(job, runner);
            }

            Remove(runner);
            departed.Remove(runner.Id);
            Deliver(runner.ScaleSet);
            return null;
        }
    }

    /// <summary>The runner never fetched its job: another one may have it.</summary>
    private static void GiveBack(JobEntry job, Runner runner)
    {
        runner.Job = null;
        runner.Messages.Clear();
        job.Runner = null;
        job.Node = job.ScaleSet!.Waiting.AddFirst(job);
    }

    private void Remove(Runner runner)
    {
        var now = time.GetUtcNow();
        foreach (var (id, (_, since)) in departed.ToArray())
        {
            if (now - since > TimeSpan.FromMinutes(5))
            {
                departed.Remove(id);
            }
        }

        runner.UnusedTimer?.Dispose();
        runners.Remove(runner.Id);
        runner.ScaleSet.Runners.Remove(runner.Id);
        runner.Messages.Clear();
        runner.Wake();
        if (runner.Session is not null)
        {
            departed[runner.Id] = (runner, now);
        }
    }

    /// <summary>Opens a runner's session.</summary>
    /// <returns>The session, or null when it has one that is alive.</returns>
    public Guid? OpenRunnerSession(Runner runner, string version)
    {
        lock (Gate)
        {
            if (runner.Session is not null && IsOnline(runner))
            {
                return null;
            }

            runner.UnusedTimer?.Dispose();
            runner.Session = Guid.NewGuid();
            runner.Version = version;
            runner.LastSeen = time.GetUtcNow();
            return runner.Session;
        }
    }

    public void CloseRunnerSession(int runnerId)
    {
        lock (Gate)
        {
            departed.Remove(runnerId);
            if (runners.TryGetValue(runnerId, out var runner))
            {
                runner.Session = null;
                if (runner.Job is { Run.State: JobState.Assigned } job)
                {
                    GiveBack(job, runner);
                    Deliver(runner.ScaleSet);
                }

                runner.Wake();
            }
        }
    }

    /// <summary>Whether a runner has had its job and is only winding up.</summary>
    public bool HasDeparted(int runnerId)
    {
        lock (Gate)
        {
            return departed.ContainsKey(runnerId);
        }
    }

    /// <summary>Waits for something to tell the runner; null when there is nothing.</summary>
    public async Task<RunnerMessage?> PollRunnerAsync(Runner runner, bool idle, CancellationToken cancellation)
    {
        TaskCompletionSource waiter;
        lock (Gate)
        {
            runner.LastSeen = time.GetUtcNow();
            if (idle && runner.Job is { Run.State: JobState.Assigned } lost && runner.Messages.Count == 0)
            {
                // It was told about a job and asks again without having fetched it: the answer got lost.
                runner.Messages.Enqueue(new RunnerMessage(++lastRunnerMessageId, "RunnerJobRequest", lost));
            }

            runner.Wake();
            runner.Waiter = waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
            runner.IsReady = idle && runner.Job is null;
            Deliver(runner.ScaleSet);
            if (runner.Messages.TryDequeue(out var message))
            {
                runner.Wake();
                return message;
            }
        }

        try
        {
            await HoldAsync(waiter, cancellation);
        }
        finally
        {
            lock (Gate)
            {
                runner.LastSeen = time.GetUtcNow();
                if (runner.Waiter == waiter)
                {
                    runner.Waiter = null;
                    runner.IsReady = false;
                }
            }
        }

        lock (Gate)
        {
            return runner.Waiter is null && runner.Messages.TryDequeue(out var message) ? message : null;
        }
    }

    /// <summary>Holds the poll of a runner that is winding up, so that it ends by itself.</summary>
    public Task HoldDepartedAsync(CancellationToken cancellation) =>
        HoldAsync(new TaskCompletionSource(), cancellation);
}
