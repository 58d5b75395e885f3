namespace Deskrun.GitHub.Wire;

/// <summary>
/// How often and how long a request is tried. Tried again: broken connections, time-outs, 429, 5xx but 501, and 403
/// with <c>Retry-After</c>. Source: protocol reference, section 9.
/// </summary>
public sealed record RetryOptions
{
    /// <summary>Tries after the first one.</summary>
    public int MaxRetries { get; init; } = 4;

    /// <summary>The first wait; it doubles each time.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that isn't asked for by the service.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>All tries and waits of one request together; a wait that would go beyond it isn't begun.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The longest time of one try.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A number from 0 to 1, drawn for each wait.</summary>
    internal Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>
    /// The wait before a retry: half of it fixed, half drawn, so that many clients don't come back together.
    /// What the service asked for is never undercut.
    /// </summary>
    /// <param name="retry">0 for the first retry.</param>
    /// <param name="retryAfter">What the service asked for.</param>
    internal TimeSpan DelayOf(int retry, TimeSpan? retryAfter)
    {
        var grown = BaseDelay.TotalSeconds * Math.Pow(2, Math.Min(retry, 30));
        var capped = Math.Min(grown, MaxDelay.TotalSeconds);
        var drawn = (capped / 2) + (capped / 2 * Jitter());
        return retryAfter is { } asked && asked.TotalSeconds > drawn
            ? asked + TimeSpan.FromSeconds(Jitter())
            : TimeSpan.FromSeconds(drawn);
    }
}
