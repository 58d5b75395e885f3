namespace Deskrun.Pools.Lifecycle;

/// <summary>How long a runner may stay in each phase. Whoever exceeds it is stopped, and the reason is kept.</summary>
public sealed record RunnerDeadlines
{
    /// <summary>Making the registration and the compute. Default: 2 minutes.</summary>
    public TimeSpan Provision { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>From compute to online. Default: 2 minutes.</summary>
    public TimeSpan Register { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Online without a job <i>while jobs wait</i>; without waiting jobs an idle runner may stay. Default: 5 minutes.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>With a job. Default: 5 days, after which GitHub ends a job itself.</summary>
    public TimeSpan Run { get; init; } = TimeSpan.FromDays(5);

    /// <summary>From the end of the job to the end of the program. Default: 1 minute.</summary>
    public TimeSpan Exit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What a runner gets to end by itself when it is stopped. Default: 30 seconds.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What a runner with a job gets when its pool is stopped by force. Default: 5 seconds.</summary>
    public TimeSpan ForcedGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The whole stop of one runner beyond its grace; then it is tried again. Default: 30 seconds.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after the program's end the message about its job may take. Default: 10 seconds.</summary>
    public TimeSpan CompletionLag { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two attempts to remove a registration that has a job. Default: 30 seconds.</summary>
    public TimeSpan RemovalRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the place of a runner that died with its job is kept. The service gives such a job up after 10 minutes.
    /// Default: 15 minutes.
    /// </summary>
    public TimeSpan LostJob { get; init; } = TimeSpan.FromMinutes(15);
}
