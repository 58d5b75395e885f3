using System.Net;
using System.Net.Http.Headers;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>Sends requests to the local Actions service: no proxy, own time-outs, a bearer refreshed once on a 401.</summary>
internal sealed class ServiceHttp : IDisposable
{
    private readonly HttpClient client;
    private readonly TimeProvider time;
    private readonly TimeSpan timeout;

    /// <param name="time">The clock for time-outs.</param>
    /// <param name="timeout">Time-out of a request that names none.</param>
    public ServiceHttp(TimeProvider time, TimeSpan timeout)
    {
        this.time = time;
        this.timeout = timeout;
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", RunnerVersion.UserAgent);
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Actions-Session", Guid.NewGuid().ToString());
    }

    /// <summary>Sends a request and reads the answer, whatever its status.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="url">Where to.</param>
    /// <param name="token">The bearer, or null for none.</param>
    /// <param name="content">Makes the body; called again when the request is repeated with a fresh bearer.</param>
    /// <param name="limit">Time-out of this request; the default otherwise.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public async Task<ServiceResponse> SendAsync(
        HttpMethod method,
        Uri url,
        IBearer? token,
        Func<HttpContent?> content,
        TimeSpan? limit,
        CancellationToken cancel
    )
    {
        var bearer = token is null ? null : await token.GetAsync(cancel).ConfigureAwait(false);
        var response = await SendOnceAsync(method, url, bearer, content(), limit ?? timeout, cancel)
            .ConfigureAwait(false);
        if (response.Status != HttpStatusCode.Unauthorized || token is null || !token.Refuse(bearer!))
        {
            return response;
        }

        bearer = await token.GetAsync(cancel).ConfigureAwait(false);
        return await SendOnceAsync(method, url, bearer, content(), limit ?? timeout, cancel).ConfigureAwait(false);
    }

    /// <summary>Posts JSON and expects a 2xx.</summary>
    /// <exception cref="ServiceException">The status is not 2xx.</exception>
    public async Task<ServiceResponse> PostAsync(
        Uri url,
        IBearer? token,
        IWireBody body,
        CancellationToken cancel,
        TimeSpan? limit = null
    )
    {
        var response = await SendAsync(HttpMethod.Post, url, token, () => Json(body), limit, cancel)
            .ConfigureAwait(false);
        return response.EnsureSuccess();
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private static ReadOnlyMemoryContent Json(IWireBody body)
    {
        var content = new ReadOnlyMemoryContent(body.ToUtf8());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return content;
    }

    private async Task<ServiceResponse> SendOnceAsync(
        HttpMethod method,
        Uri url,
        string? bearer,
        HttpContent? content,
        TimeSpan limit,
        CancellationToken cancel
    )
    {
        var name = $"{method} {url.GetLeftPart(UriPartial.Path)}";
        using var deadline = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        using var request = new HttpRequestMessage(method, url) { Content = content };
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        try
        {
            using var response = await client.SendAsync(request, both.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            return new ServiceResponse(
                name,
                response.StatusCode,
                response.Content.Headers.ContentType?.MediaType,
                body
            );
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"{name} got no answer within {limit.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException e)
        {
            throw new HttpRequestException(e.HttpRequestError, $"{name} failed: {e.Message}", e, e.StatusCode);
        }
    }
}
