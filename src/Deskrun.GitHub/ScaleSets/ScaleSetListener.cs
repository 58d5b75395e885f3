namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// Listens for the jobs of one scale set: polls, tells the handler, acquires, acknowledges, and starts over whatever
/// fails, with waits in between, until it is stopped. A message is acknowledged only after it was handled.
/// </summary>
public sealed class ScaleSetListener
{
    private readonly ScaleSetListenerOptions _options;
    private readonly TimeProvider _time;
    private readonly ListenerHealth _health;
    private int _running;

    /// <summary>Makes a listener; nothing is sent before <see cref="RunAsync"/>.</summary>
    public ScaleSetListener(ScaleSetListenerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = options.Client.Time;
        _health = new ListenerHealth(options.ScaleSetId, options.Metrics, _time);
    }

    /// <summary>What the listener is doing.</summary>
    public ListenerStatus Status => _health.Status;

    /// <summary>When the service last answered a poll or opened a session; null when it never did.</summary>
    public DateTimeOffset? LastGoodPoll => Status.LastGoodPoll;

    /// <summary>True while the last good poll is younger than the healthy window, 90 seconds unless set otherwise.</summary>
    public bool IsHealthy =>
        Status is { LastGoodPoll: { } last, State: not ListenerState.Stopped }
        && _time.GetUtcNow() - last < _options.HealthyWindow;

    /// <summary>Runs until it is stopped, then ends its session. It never ends because of a failure.</summary>
    /// <param name="stop">Graceful: no further poll; what has arrived is handled and acknowledged.</param>
    /// <param name="kill">Forceful: the handler's calls are cancelled, too. What was not acknowledged comes again.</param>
    /// <exception cref="InvalidOperationException">It runs already, or has run.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken kill = default)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
        {
            throw new InvalidOperationException("A listener runs once; make another one.");
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, kill);
        var round = new ListenerRound(_options, _health);
        try
        {
            while (!either.IsCancellationRequested)
            {
                await StepAsync(round, either.Token, kill);
            }
        }
        finally
        {
            _health.Enter(ListenerState.Stopping);
            await round.EndSessionAsync();
            _health.Enter(ListenerState.Stopped);
        }
    }

    private async Task StepAsync(ListenerRound round, CancellationToken stop, CancellationToken kill)
    {
        try
        {
            await round.StepAsync(stop, kill);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped; the loop sees it.
        }
        catch (Exception e)
        {
            var verdict = ListenerVerdict.Of(e, _options, _health.Status.Failures);
            _options.Metrics.Problem(verdict.Problem, e);
            _health.Failed(verdict.State, verdict.Problem);
            round.ScaleSetMissing |= verdict.State == ListenerState.ScaleSetMissing;
            switch (verdict.Session)
            {
                case SessionFate.Forget:
                    round.ForgetSession();
                    break;
                case SessionFate.Replace:
                    await round.EndSessionAsync();
                    break;
            }

            await WaitAsync(verdict.Wait, stop);
        }
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken stop)
    {
        try
        {
            await Task.Delay(wait, _time, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The loop sees it.
        }
    }
}
