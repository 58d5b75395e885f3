namespace Deskrun.GitHub.ScaleSets;

/// <summary>Keeps a listener's status: written by its loop, read by anybody.</summary>
internal sealed class ListenerHealth(int scaleSetId, IListenerMetrics metrics, TimeProvider time)
{
    private volatile ListenerStatus _status = new() { ScaleSetId = scaleSetId, Since = time.GetUtcNow() };

    public ListenerStatus Status => _status;

    public void Enter(ListenerState state)
    {
        if (_status.State != state)
        {
            Set(_status with { State = state, Since = time.GetUtcNow() });
        }
    }

    /// <summary>The service answered a poll.</summary>
    public void Contact()
    {
        _status = _status with { LastGoodPoll = time.GetUtcNow() };
        Enter(ListenerState.Listening);
    }

    /// <summary>A session was opened. Failures still count: a session that never gives a good poll is no success.</summary>
    public void Opened()
    {
        var now = time.GetUtcNow();
        Set(_status with { State = ListenerState.Listening, Since = now, LastGoodPoll = now, Problem = null });
    }

    /// <summary>What a poll brought is handled.</summary>
    public void Settled()
    {
        var settled = _status with { Failures = 0, Problem = null };
        if (_status.Problem is null)
        {
            _status = settled;
            return;
        }

        Set(settled);
    }

    public void Failed(ListenerState state, string problem)
    {
        var since = _status.State == state ? _status.Since : time.GetUtcNow();
        Set(_status with { State = state, Since = since, Problem = problem, Failures = _status.Failures + 1 });
    }

    public void Knows(ScaleSetStatistics statistics) => _status = _status with { Statistics = statistics };

    public void MovedTo(int id) => _status = _status with { ScaleSetId = id };

    private void Set(ListenerStatus status)
    {
        _status = status;
        metrics.StatusChanged(status);
    }
}
