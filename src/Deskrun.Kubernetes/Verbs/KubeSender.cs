using System.Text.Json;
using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Connection;

namespace Deskrun.Kubernetes.Verbs;

/// <summary>Sends a call until it is answered: credentials renewed, passing faults tried again within the budget.</summary>
internal sealed class KubeSender(KubeConnection connection, KubeClientOptions options) : IDisposable
{
    // A CRD's schema is deeper than the parser's usual 64 levels.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    private readonly KubeTransport transport = new(connection, options);
    private readonly TimeProvider timeProvider = options.TimeProvider;
    private volatile bool answered;

    public KubeFailures Failures { get; } = new(connection);

    /// <summary>The answer's JSON; null for an empty answer.</summary>
    /// <exception cref="KubeException">The server refused, or gave no answer within the budget.</exception>
    public async Task<JsonNode?> SendAsync(KubeCall call, CancellationToken cancellation)
    {
        var (_, body) = await SendTriedAsync(call, cancellation);
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body, documentOptions: Deep);
        }
        catch (JsonException error)
        {
            throw new KubeException($"{call.Method} {call.Path} was answered with something that is no JSON", error)
            {
                Method = call.Method.Method,
                Path = call.Path,
                StatusCode = 200,
            };
        }
    }

    /// <summary>An answer that is read as it comes, without a time-out; the caller disposes it.</summary>
    /// <exception cref="KubeException">The server refused, or gave no answer.</exception>
    public async Task<HttpResponseMessage> OpenAsync(KubeCall call, CancellationToken cancellation)
    {
        var (answer, _) = await SendTriedAsync(call with { Streams = true }, cancellation);
        return answer!;
    }

    public void Dispose() => transport.Dispose();

    private async Task<(HttpResponseMessage? Answer, byte[] Body)> SendTriedAsync(
        KubeCall call,
        CancellationToken cancellation
    )
    {
        var started = timeProvider.GetTimestamp();
        var lost = false;
        var renewed = false;
        var identity = await connection.Credential.GetAsync(null, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var result = await TryAsync(call, identity, lost, cancellation);
            if (result.Failure is not { } failure)
            {
                return (result.Answer, result.Body);
            }

            if (failure.Unauthorized && !renewed)
            {
                renewed = true;
                var next = await connection.Credential.GetAsync(identity, cancellation);
                if (!ReferenceEquals(next, identity))
                {
                    identity = next;
                    continue;
                }
            }

            lost |= result.MaybeDone;
            var delay = RetryPolicy.Delay(attempt, failure.RetryAfter, Random.Shared.NextDouble());
            if (call.Once || !result.MayRetry || !InBudget(started, delay))
            {
                throw failure;
            }

            await Task.Delay(delay, timeProvider, cancellation);
        }
    }

    private bool InBudget(long started, TimeSpan delay) =>
        timeProvider.GetElapsedTime(started) + delay
        <= (answered ? options.RetryBudget : options.FirstRetryBudget ?? options.RetryBudget);

    private async Task<Attempt> TryAsync(
        KubeCall call,
        KubeIdentity identity,
        bool lost,
        CancellationToken cancellation
    )
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        HttpResponseMessage? answer = null;
        try
        {
            answer = await transport.SendAsync(call, identity, both.Token);
            answered = true;
            if (call.Streams && answer.IsSuccessStatusCode)
            {
                var open = answer;
                answer = null;
                return new Attempt(open, [], null, false, false);
            }

            var body = await answer.Content.ReadAsByteArrayAsync(both.Token);
            if (answer.IsSuccessStatusCode)
            {
                return new Attempt(null, body, null, false, false);
            }

            var code = (int)answer.StatusCode;
            var failure = Failures.Of(call, answer, body, timeProvider, lost);
            var mayRetry = RetryPolicy.MayRetry(code, failure.RetryAfter is not null, call.Repeatable);
            return new Attempt(null, [], failure, mayRetry, MaybeDone: code is 500 or 502 or 503 or 504);
        }
        catch (Exception error) when (IsPassing(error, cancellation))
        {
            // Before a connection stands nothing can have been done.
            var sent = error is not HttpRequestException { HttpRequestError: var kind } || !BeforeSending(kind);
            var mayRetry = !KubeFailures.Certificate(error) && (!sent || call.Repeatable);
            return new Attempt(null, [], Failures.Unanswered(call, error, lost || sent), mayRetry, sent);
        }
        finally
        {
            answer?.Dispose();
        }
    }

    private static bool IsPassing(Exception error, CancellationToken cancellation) =>
        error is HttpRequestException or IOException
        || (error is OperationCanceledException && !cancellation.IsCancellationRequested);

    private static bool BeforeSending(HttpRequestError kind) =>
        kind
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError;

    private readonly record struct Attempt(
        HttpResponseMessage? Answer,
        byte[] Body,
        KubeException? Failure,
        bool MayRetry,
        bool MaybeDone
    );
}
