namespace Deskrun.Kubernetes.Verbs;

/// <summary>When a failed request is sent again: pure, so that it can be checked row by row.</summary>
internal static class RetryPolicy
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether a status code tells of a passing fault. 429 and a 503 with Retry-After come before the request was carried
    /// out, so that every request may be sent again; after other 5xx only what is repeatable.
    /// </summary>
    public static bool MayRetry(int status, bool hasRetryAfter, bool repeatable) =>
        status switch
        {
            429 => true,
            503 => hasRetryAfter || repeatable,
            500 or 502 or 504 => repeatable,
            _ => false,
        };

    /// <summary>How long to wait before try number <paramref name="attempt"/> (the first repeat is 1).</summary>
    /// <param name="attempt">The number of tries made so far.</param>
    /// <param name="retryAfter">What the server asked for.</param>
    /// <param name="random">A number from 0 to 1.</param>
    public static TimeSpan Delay(int attempt, TimeSpan? retryAfter, double random)
    {
        var backOff = First * Math.Pow(2, Math.Min(attempt - 1, 10));
        backOff = backOff > Longest ? Longest : backOff;

        // Half fixed, half random: many clients that fail at one moment don't come back at one moment.
        var jittered = backOff * (0.5 + (random / 2));
        return retryAfter is { } asked ? asked + (jittered / 2) : jittered;
    }
}
