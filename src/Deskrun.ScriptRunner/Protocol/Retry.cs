using System.Net;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>Repeats a request that failed for a reason that may pass: no connection, no answer in time, 408, 429, 5xx.</summary>
/// <param name="time">The clock for pauses.</param>
/// <param name="first">The first pause.</param>
/// <param name="attempts">How often it is tried at most.</param>
/// <param name="going">
/// Once it is cancelled, a refused connection is not tried again: the service of this machine is gone, and whoever tells the
/// runner to go waits for it.
/// </param>
internal sealed class Retry(TimeProvider time, TimeSpan first, int attempts, CancellationToken going = default)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>Runs an action until it succeeds, fails for good, or has failed as often as allowed.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> action, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await action().ConfigureAwait(false);
            }
            catch (Exception e)
                when (attempt < attempts
                    && MayPass(e)
                    && !(going.IsCancellationRequested && IsGone(e))
                    && !cancel.IsCancellationRequested
                )
            {
                await Task.Delay(Pause(first, Longest, attempt), time, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The same for an action without a result.</summary>
    public Task RunAsync(Func<Task> action, CancellationToken cancel) =>
        RunAsync(
            async () =>
            {
                await action().ConfigureAwait(false);
                return true;
            },
            cancel
        );

    /// <summary>Whether a failure may pass by itself.</summary>
    public static bool MayPass(Exception e) =>
        e switch
        {
            ServiceException s => s.Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
                || (int)s.Status >= 500,
            HttpRequestException or TimeoutException or IOException => true,
            _ => false,
        };

    private static bool IsGone(Exception e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };

    /// <summary>The pause after the n-th failure: doubled each time up to a limit, with up to a quarter of jitter.</summary>
    public static TimeSpan Pause(TimeSpan first, TimeSpan most, int failures)
    {
        var pause = Math.Min(first.TotalMilliseconds * Math.Pow(2, failures - 1), most.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(pause * (1 + (Random.Shared.NextDouble() / 4)));
    }
}
