using System.Security.Authentication;

namespace Deskrun.GitHub.Wire;

/// <summary>Sends requests: tries with time-outs, waits with jitter, a budget, and typed errors at the end.</summary>
internal sealed class WirePipeline(HttpClient http, RetryOptions retry, TimeProvider time)
{
    private const int MaxRedirects = 3;

    /// <summary>The answer with an expected status; everything else is an <see cref="ActionsServiceException"/>.</summary>
    public async Task<WireResponse> SendAsync(WireRequest request, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var retries = 0; ; retries++)
        {
            ActionsServiceException failure;
            bool again;
            try
            {
                var response = await TryAsync(request, cancellation);
                if (request.Expects(response.Status))
                {
                    return response;
                }

                failure = ErrorReader.Read(response);
                again = IsWorthAnotherTry(request, response);
            }
            catch (ActionsServiceException e)
            {
                failure = e;
                again = e.Kind == ActionsServiceErrorKind.Unreachable;
            }

            var wait = retry.DelayOf(retries, failure.RetryAfter);
            var spent = time.GetElapsedTime(started);
            if (!again || request.SingleTry || retries >= retry.MaxRetries || spent + wait > retry.Budget)
            {
                throw failure;
            }

            await Task.Delay(wait, time, cancellation);
        }
    }

    private static bool IsWorthAnotherTry(WireRequest request, WireResponse response) =>
        response.Status switch
        {
            429 => true,
            501 => false,
            >= 500 => true,
            403 when response.RetryAfter is not null => true,
            401 or 403 => request.RetryOnAuthFailure,
            _ => false,
        };

    private async Task<WireResponse> TryAsync(WireRequest request, CancellationToken cancellation)
    {
        var timeout = request.TryTimeout ?? retry.TryTimeout;
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var url = request.Url;
            for (var redirects = 0; ; redirects++)
            {
                var response = await ExchangeAsync(request, url, either.Token);
                if (response.Location is null || redirects == MaxRedirects || !StaysHome(url, response.Location))
                {
                    return response;
                }

                url = response.Location;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unreached(request, ActionsServiceErrorKind.Unreachable, $"no answer within {timeout.TotalSeconds} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            if (e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } && IsTrust(e))
            {
                throw Unreached(
                    request,
                    ActionsServiceErrorKind.Untrusted,
                    "the server's certificate is not trusted; name its CA's PEM file in SSL_CERT_FILE",
                    e
                );
            }

            throw Unreached(request, ActionsServiceErrorKind.Unreachable, e.Message, e);
        }
    }

    private async Task<WireResponse> ExchangeAsync(WireRequest request, Uri url, CancellationToken cancellation)
    {
        using var message = request.ToMessage(url);
        using var answer = await http.SendAsync(message, cancellation);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return new WireResponse(request, (int)answer.StatusCode, WireResponse.WithoutBom(body))
        {
            MediaType = answer.Content.Headers.ContentType?.MediaType ?? "",
            RequestId = Header(answer, "X-GitHub-Request-Id"),
            ActivityId = Header(answer, "ActivityId"),
            RetryAfter = RetryAfterOf(answer),
            Location = RedirectOf(answer, url),
        };
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage answer)
    {
        var header = answer.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is { } positive && positive < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // A renamed repository is answered with a redirect; the method and the body stay.
    private static Uri? RedirectOf(HttpResponseMessage answer, Uri url) =>
        (int)answer.StatusCode is 301 or 302 or 307 or 308 && answer.Headers.Location is { } location
            ? new Uri(url, location)
            : null;

    // A token goes only where it was meant for.
    private static bool StaysHome(Uri from, Uri to) => from.Scheme == to.Scheme && from.Authority == to.Authority;

    private static bool IsTrust(Exception e) => e.InnerException is AuthenticationException;

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";

    private static ActionsServiceException Unreached(
        WireRequest request,
        ActionsServiceErrorKind kind,
        string why,
        Exception? inner = null
    ) => new(kind, request.Scrub(why), inner) { Method = request.Method.Method, Url = SafeUrl.Of(request.Url) };
}
