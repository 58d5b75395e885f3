namespace Deskrun.ScriptRunner;

/// <summary>How long the runner waits for what. The defaults are the official runner's where it has such a wait.</summary>
internal sealed record RunnerTimings
{
    /// <summary>Client time-out of one message poll; the service holds a poll for about 50 s.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Time-out of any other request.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between attempts to open a session.</summary>
    public TimeSpan SessionRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a session conflict is met before the runner gives up (with the above: about four minutes).</summary>
    public int SessionConflicts { get; init; } = 8;

    /// <summary>Budget of closing the session.</summary>
    public TimeSpan SessionClose { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First pause after a failed poll; it doubles up to <see cref="PollRetryMost"/>.</summary>
    public TimeSpan PollRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause after a failed poll.</summary>
    public TimeSpan PollRetryMost { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Failed polls in a row after which the runner gives up.</summary>
    public int PollAttempts { get; init; } = 10;

    /// <summary>Budget of one acknowledge, which is best effort.</summary>
    public TimeSpan Acknowledge { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>First pause after a failed request to the run or results service; it doubles up to 15 s.</summary>
    public TimeSpan RequestRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Attempts at one request to the run service.</summary>
    public int RequestAttempts { get; init; } = 5;

    /// <summary>Between two renewals of the job's lease.</summary>
    public TimeSpan Renew { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From SIGINT to SIGTERM when a step is cancelled.</summary>
    public TimeSpan Interrupt { get; init; } = TimeSpan.FromSeconds(7.5);

    /// <summary>From SIGTERM to SIGKILL when a step is cancelled.</summary>
    public TimeSpan Terminate { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>How long output is still read after a step's shell has ended while a background process holds its pipes.</summary>
    public TimeSpan OutputAfterExit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How old the first line gets before the live view is opened. What is over sooner is seen from its uploaded log,
    /// and needs no websocket (whose handshake loads the system's cryptography).
    /// </summary>
    public TimeSpan FeedFirst { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Live lines are sent in batches of this age.</summary>
    public TimeSpan FeedBatch { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Least time between two reports of changed steps.</summary>
    public TimeSpan StepReports { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a finished job may wait for its logs to be uploaded.</summary>
    public TimeSpan Flush { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A cancelled job is killed this long before its cancellation time-out ends, so that the result still gets out.</summary>
    public TimeSpan KillBeforeCancelTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
