using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// The working part of a listener: one step opens a session, or polls once and handles what came. Failures are the
/// supervisor's; what was not acknowledged comes again.
/// </summary>
internal sealed class ListenerRound(ScaleSetListenerOptions options, ListenerHealth health)
{
    private static readonly TimeSpan OpeningGrace = TimeSpan.FromSeconds(5);
    private readonly ActionsServiceClient _client = options.Client;
    private readonly IScaleSetHandler _handler = options.Handler;
    private readonly IListenerMetrics _metrics = options.Metrics;
    private readonly TimeProvider _time = options.Client.Time;
    private readonly LeftSession _left = new(options);
    private readonly EmptyPollPace _pace = new(options.Client.Time);
    private AssignedTally _tally = new();
    private JobAcquisition _acquisition = new(options.Client, options.Handler, options.Metrics);
    private MessageSession? _session;
    private ScaleSetStatistics _statistics = new(0, 0, 0, 0, 0, 0, 0);
    private string _knownSession = "";
    private long _cursor;
    private bool _cursorIsInherited;
    private (long Id, int Times) _delivery;

    /// <summary>Set when the service says that the scale set is gone.</summary>
    public bool ScaleSetMissing { get; set; }

    /// <param name="stop">Ends waiting.</param>
    /// <param name="kill">Ends handling, too.</param>
    public async Task StepAsync(CancellationToken stop, CancellationToken kill)
    {
        if (ScaleSetMissing)
        {
            await RecreateAsync(stop);
        }

        if (_session is null)
        {
            health.Enter(ListenerState.Connecting);
            _session = await OpenAsync(stop, kill);
            health.Opened();
        }

        await GreetAsync(_session, kill);
        await PollAsync(_session, stop, kill);
    }

    /// <summary>
    /// Ends our own session, so that a new one can be opened. When that fails it is kept: forgotten it would live on at
    /// the service and lock us out.
    /// </summary>
    public async Task EndSessionAsync()
    {
        if (_session is not { } session)
        {
            return;
        }

        using var budget = new CancellationTokenSource(options.CleanupTimeout, _time);
        try
        {
            await session.DeleteAsync(budget.Token);
            _left.Forget(session.ScaleSetId);
            _session = null;
        }
        catch (Exception e) when (e is ActionsServiceException or OperationCanceledException)
        {
            _metrics.Problem("ending the message session; the service frees it after some minutes", e);
        }
    }

    /// <summary>Forgets a session that isn't ours any more.</summary>
    public void ForgetSession() => _session = null;

    private async Task RecreateAsync(CancellationToken stop)
    {
        health.Enter(ListenerState.ScaleSetMissing);
        if (options.RecreateScaleSet is { } recreate)
        {
            var id = await recreate(stop);
            // Numbers of messages and jobs belong to the scale set that is gone, even if the new one has its number.
            health.MovedTo(id);
            _cursor = 0;
            _tally = new AssignedTally();
            _acquisition = new JobAcquisition(_client, _handler, _metrics);
            await _handler.ScaleSetRemadeAsync(id, stop);
        }

        ScaleSetMissing = false;
    }

    // A request that was cut off could leave a session that nobody knows, so it gets a moment to end.
    private async Task<MessageSession> OpenAsync(CancellationToken stop, CancellationToken kill)
    {
        using var grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, kill);
        await using var delayed = stop.Register(() => grace.CancelAfter(OpeningGrace));
        await _left.EndAsync(health.Status.ScaleSetId, either.Token);
        return await _client.OpenSessionAsync(health.Status.ScaleSetId, options.OwnerName, either.Token);
    }

    /// <summary>Tells the statistics that came with a session, also with one that replaced another during a call.</summary>
    private async Task GreetAsync(MessageSession session, CancellationToken kill)
    {
        var id = session.SessionId;
        if (_knownSession == id)
        {
            return;
        }

        _left.Keep(session.ScaleSetId, id);
        if (session.Statistics is { } statistics)
        {
            _tally.Clear();
            await TellAsync(statistics, fromEmptyPoll: false, kill);
            await AcquireAsync(session, look: true, kill);
        }

        _cursorIsInherited = _knownSession.Length > 0;
        _knownSession = id;
    }

    private async Task PollAsync(MessageSession session, CancellationToken stop, CancellationToken kill)
    {
        var started = _time.GetTimestamp();
        var message = await session.PollAsync(_cursor, _handler.MaxCapacity, stop, () => GreetAsync(session, kill));
        var took = _time.GetElapsedTime(started);
        health.Contact();
        _metrics.PollCompleted(took, message is null);
        await GreetAsync(session, kill);
        if (message is not null)
        {
            _pace.Reset();
            await HandleAsync(session, message, kill);
            return;
        }

        await HandleNothingAsync(session, kill);
        health.Settled();
        await _pace.WaitAsync(took, stop);
    }

    private async Task HandleNothingAsync(MessageSession session, CancellationToken kill)
    {
        if (_cursorIsInherited)
        {
            // A service that was restarted may count from 1 again, and would never reach the old cursor. All up to it
            // is acknowledged, so that starting over repeats nothing.
            _cursor = 0;
            _cursorIsInherited = false;
        }

        if (_tally.IsRaised && await AskAsync(kill) is { } asked)
        {
            _tally.Clear();
            _statistics = asked;
        }

        await TellAsync(_statistics, fromEmptyPoll: true, kill);
        await AcquireAsync(session, look: true, kill);
    }

    private async Task HandleAsync(MessageSession session, ScaleSetMessage message, CancellationToken kill)
    {
        var started = _time.GetTimestamp();
        _delivery = (message.Id, _delivery.Id == message.Id ? _delivery.Times + 1 : 1);
        foreach (var what in message.Skipped)
        {
            _metrics.Skipped(what);
        }

        try
        {
            await HandleContentAsync(session, message, kill);
        }
        catch (Exception e) when (_delivery.Times >= options.MaxDeliveries && !kill.IsCancellationRequested)
        {
            // The statistics of later messages heal the counts; a message that never ends would stop everything.
            _metrics.Problem($"handling message {message.Id}, which is given up after {_delivery.Times} tries", e);
        }

        await session.AcknowledgeAsync(message.Id, kill);
        _cursor = message.Id;
        _cursorIsInherited = false;
        health.Settled();
        _metrics.MessageHandled(message, _time.GetElapsedTime(started));
        await AskAgainAsync(kill);
    }

    private async Task HandleContentAsync(MessageSession session, ScaleSetMessage message, CancellationToken kill)
    {
        foreach (var job in message.Jobs)
        {
            await (
                job switch
                {
                    JobAssigned assigned => _handler.JobAssignedAsync(assigned, kill),
                    JobStarted started => _handler.JobStartedAsync(started, kill),
                    JobCompleted completed => _handler.JobCompletedAsync(completed, kill),
                    _ => ValueTask.CompletedTask,
                }
            );
        }

        _acquisition.Observe(message);
        _tally.Observe(message);
        _statistics = message.Statistics ?? _statistics;
        await AcquireAsync(session, look: false, kill, tell: false);
        await TellAsync(_statistics, fromEmptyPoll: false, kill);
    }

    private async Task AcquireAsync(MessageSession session, bool look, CancellationToken kill, bool tell = true)
    {
        var known = _tally.Correct(_statistics);
        if (look)
        {
            await _acquisition.LookAsync(session.ScaleSetId, known, kill);
        }

        var acquired = await _acquisition.AcquireAsync(session, known, kill);
        _tally.Acquired(acquired.Select(job => job.RunnerRequestId));
        foreach (var job in acquired)
        {
            await _handler.JobAssignedAsync(job, kill);
        }

        if (tell && acquired.Count > 0)
        {
            await TellAsync(_statistics, fromEmptyPoll: false, kill);
        }
    }

    private async Task AskAgainAsync(CancellationToken kill)
    {
        if (_tally.AskSoon && await AskAsync(kill) is { } asked && _tally.Believe(asked))
        {
            await TellAsync(asked, fromEmptyPoll: false, kill);
        }
    }

    private async Task<ScaleSetStatistics?> AskAsync(CancellationToken kill)
    {
        try
        {
            return (await _client.GetScaleSetAsync(health.Status.ScaleSetId, kill))?.Statistics;
        }
        catch (ActionsServiceException e)
        {
            _metrics.Problem("asking for the newest statistics", e);
            return null;
        }
    }

    private async Task TellAsync(ScaleSetStatistics statistics, bool fromEmptyPoll, CancellationToken kill)
    {
        _statistics = statistics;
        var corrected = _tally.Correct(statistics);
        health.Knows(corrected);
        await _handler.StatisticsAsync(corrected, fromEmptyPoll, kill);
    }
}
