using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.Auth;

/// <summary>
/// Keeps one admin connection, renewed when less than a minute of it is left. However many ask at once, one exchange
/// runs, and a caller who gives up doesn't end it for the others.
/// </summary>
internal sealed class AdminConnectionHolder(
    Func<CancellationToken, Task<AdminConnection>> exchange,
    TimeProvider time,
    TimeSpan timeout
) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closed = new();
    private AdminConnection? _current;
    private Task<AdminConnection>? _flight;

    public async Task<AdminConnection> GetAsync(CancellationToken cancellation)
    {
        Task<AdminConnection> flight;
        lock (_lock)
        {
            if (_current is { } current && current.ExpiresAt - time.GetUtcNow() >= Margin)
            {
                return current;
            }

            flight = _flight ??= Task.Run(RenewAsync, CancellationToken.None);
        }

        return await flight.WaitAsync(cancellation);
    }

    /// <summary>Forgets a connection that the service refused, unless it was replaced already.</summary>
    public void Invalidate(AdminConnection refused)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_current, refused))
            {
                _current = null;
            }
        }
    }

    public void Dispose() => _closed.Cancel();

    private async Task<AdminConnection> RenewAsync()
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _closed.Token);
        try
        {
            var renewed = await exchange(either.Token);
            lock (_lock)
            {
                return _current = renewed;
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !_closed.IsCancellationRequested)
        {
            throw new ActionsServiceException(
                ActionsServiceErrorKind.Unreachable,
                $"registering at the Actions service took longer than {timeout}"
            )
            {
                Method = "POST",
                Url = "actions/runner-registration",
            };
        }
        finally
        {
            lock (_lock)
            {
                _flight = null;
            }
        }
    }
}
