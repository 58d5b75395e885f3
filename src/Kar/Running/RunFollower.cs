using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Watch;
using Deskrun.RunnerContract.Judging;
using Kar.Ending;

namespace Kar.Running;

/// <summary>Follows a run until its end is seen, then until its instance is gone.</summary>
internal sealed class RunFollower(
    KubeClient client,
    RunPlan plan,
    Identity identity,
    RunJudge judge,
    JobReader jobs,
    RunTelling telling,
    GraphLookout lookout,
    UntoldLookout untold,
    TimeProvider time
) : IAsyncDisposable
{
    private readonly WatchFeed _feed = new(client, telling.Log);
    private readonly ChildWatch _children = new(plan);
    private readonly WaitExplainer _explainer = new(client, plan, identity, judge, telling.Log, time);
    private readonly HashSet<string> _watched = [];
    private JsonObject _instance = [];
    private bool _isInstanceUnwatched;

    /// <summary>Whether the instance was seen to be gone.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The instance as last seen.</summary>
    public JsonObject Instance => _instance;

    /// <summary>What selects the instance's children; null while KRO has not labelled it.</summary>
    public ListOptions? Children => ChildWatch.Select(_instance);

    /// <summary>Starts with the instance as it was created or taken over.</summary>
    public void Start(JsonObject instance)
    {
        _feed.Start(true, plan.Instances, identity.Namespace, ListOptions.Named(identity.Runner), instance);
        SeeInstance(instance);
    }

    /// <summary>Waits for the end.</summary>
    /// <param name="stop">Cancelled when this process is told to stop.</param>
    /// <param name="signal">The name of the signal that told it.</param>
    /// <exception cref="RunFault">A watch was refused for good.</exception>
    public async Task<Verdict> FollowAsync(CancellationToken stop, Func<string> signal)
    {
        while (true)
        {
            telling.Tell(judge);
            if (judge.Verdict is { } verdict)
            {
                return verdict;
            }

            var now = time.GetUtcNow();
            var wake = Earliest(
                Earliest(judge.NextDeadline, _explainer.Next(now)),
                Earliest(lookout.Next, untold.Next)
            );
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            using var timer = WakeAt(wake, now, patience);
            try
            {
                Take(await _feed.Reader.ReadAsync(patience.Token));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                judge.Stop(signal());
            }
            catch (OperationCanceledException)
            {
                await PassTimeAsync(stop);
            }
        }
    }

    /// <summary>Waits until the instance is gone.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> WaitGoneAsync(CancellationToken patience)
    {
        var uid = _instance.Uid();
        if (_isInstanceUnwatched && !IsGone)
        {
            IsGone = await PollGoneAsync(uid, patience);
        }

        while (!IsGone)
        {
            var signal = await _feed.Reader.ReadAsync(patience);
            if (
                signal is { OfInstance: true, Event: { Type: WatchEventType.Deleted } gone }
                && gone.Object?.Uid() == uid
            )
            {
                IsGone = true;
            }
            else if (signal is { OfInstance: true, Fault: not null })
            {
                IsGone = signal.Fault is KubeException { NotFound: true } || await PollGoneAsync(uid, patience);
            }
        }

        return IsGone;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _feed.DisposeAsync();

    private async Task<bool> PollGoneAsync(string? uid, CancellationToken patience)
    {
        while (
            await client.FindAsync(plan.Instances, identity.Namespace, identity.Runner, patience) is { } still
            && still.Uid() == uid
        )
        {
            await Task.Delay(TimeSpan.FromSeconds(3), time, patience);
        }

        return true;
    }

    private void Take(RunSignal signal)
    {
        switch (signal)
        {
            case { Fault: KubeException { NotFound: true }, OfInstance: true }:
                IsGone = true;
                judge.SeeInstanceGone();
                break;
            case { Fault: { } fault }:
                _isInstanceUnwatched = signal.OfInstance;
                throw new RunFault(
                    $"the {(signal.OfInstance ? "instance" : "compute")} cannot be watched: {fault.Message}",
                    fault
                );
            case { OfInstance: true, Event: { Object: { } instance } seen }:
                if (seen.Type == WatchEventType.Deleted)
                {
                    SeeInstance(instance);
                    IsGone = true;
                    judge.SeeInstanceGone();
                }
                else
                {
                    SeeInstance(instance);
                }

                break;
            case { Event: { Object: { } child } seen } when _children.IsCompute(child):
                SeeChild(child, seen.Type);
                break;
        }
    }

    private void SeeInstance(JsonObject instance)
    {
        _instance = instance;
        judge.SeeInstance(instance, time.GetUtcNow());
        lookout.Hear(instance);
        untold.Hear(instance);
        var selection = ChildWatch.Select(instance);
        _explainer.Selection = selection;
        if (_children.IsWanted && selection is not null && _watched.Add("children"))
        {
            _feed.Start(false, ChildWatch.KindOf(plan.Completion.Compute!), identity.Namespace, selection, null);
        }
    }

    private void SeeChild(JsonObject child, WatchEventType type)
    {
        if (type == WatchEventType.Deleted)
        {
            judge.SeeChild(child, time.GetUtcNow());
            judge.SeeChildGone(child);
            return;
        }

        judge.SeeChild(child, time.GetUtcNow());
        if (ChildWatch.EndOf(child) is { } end && _watched.Add("end"))
        {
            _feed.Start(false, end, identity.Namespace, ListOptions.Named(child.Name()!), null);
        }
    }

    private async Task PassTimeAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (judge.RunningSince is null && (_explainer.IsDue(now) || judge.NextDeadline <= now))
        {
            await _explainer.ExplainAsync(stop);
        }

        await lookout.LookAsync(stop);
        await untold.LookAsync(stop);
        now = time.GetUtcNow();
        if (judge.IsIdleDue(now))
        {
            if (await jobs.ReadOnceAsync(stop) is JobEvidence.NoJobSeen or JobEvidence.NoEphemeralRunner)
            {
                judge.EndIdle();
            }
            else
            {
                judge.SeeJobTaken();
            }
        }

        judge.Tick(now);
    }

    private ITimer? WakeAt(DateTimeOffset? wake, DateTimeOffset now, CancellationTokenSource patience)
    {
        if (wake is not { } moment)
        {
            return null;
        }

        // Timers take at most some 49 days; nothing here needs to sleep longer than a day at once.
        var wait = moment - now;
        var bounded =
            wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1)
            : wait;
        return time.CreateTimer(_ => CancelQuietly(patience), null, bounded, Timeout.InfiniteTimeSpan);
    }

    private static void CancelQuietly(CancellationTokenSource patience)
    {
        try
        {
            patience.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The wait had ended in the same moment.
        }
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
