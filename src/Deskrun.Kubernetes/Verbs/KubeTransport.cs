using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Deskrun.Kubernetes.Connection;

namespace Deskrun.Kubernetes.Verbs;

/// <summary>Sends single requests to the server; knows of connections and TLS, not of retries or objects.</summary>
internal sealed class KubeTransport : IDisposable
{
    private readonly KubeConnection connection;
    private readonly KubeClientOptions options;
    private readonly Lock gate = new();
    private readonly List<HttpMessageInvoker> replaced = [];
    private HttpMessageInvoker invoker;
    private X509Certificate2? certificate;

    public KubeTransport(KubeConnection connection, KubeClientOptions options)
    {
        this.connection = connection;
        this.options = options;
        invoker = NewInvoker();
    }

    /// <summary>Sends one request; returns as soon as the answer's headers are there.</summary>
    public Task<HttpResponseMessage> SendAsync(KubeCall call, KubeIdentity identity, CancellationToken cancellation)
    {
        var prefix = connection.Server.AbsolutePath.TrimEnd('/');
        var request = new HttpRequestMessage(call.Method, new Uri(connection.Server, prefix + call.Path))
        {
            Version = options.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        headers.TryAddWithoutValidation("Accept", call.Accept);
        if (identity.Authorization is { } authorization)
        {
            headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in connection.Headers)
        {
            headers.TryAddWithoutValidation(name, value);
        }

        if (connection.Tls.ServerName is { } serverName)
        {
            // The HTTP stack takes the name for TLS from here.
            headers.Host = serverName;
        }

        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.ContentType);
        }

        return InvokerFor(identity).SendAsync(request, cancellation);
    }

    public void Dispose()
    {
        invoker.Dispose();
        replaced.ForEach(old => old.Dispose());
    }

    // Open connections keep the certificate they were made with, so a new one needs new connections. The old ones are
    // not cut: a watch may still run on them.
    private HttpMessageInvoker InvokerFor(KubeIdentity identity)
    {
        lock (gate)
        {
            if (!ReferenceEquals(certificate, identity.Certificate))
            {
                if (certificate is not null)
                {
                    replaced.Add(invoker);
                    invoker = NewInvoker();
                }

                certificate = identity.Certificate;
            }

            return invoker;
        }
    }

    private HttpMessageInvoker NewInvoker()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.RequestTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),

            // A watch that nobody reads any more has no end that would be worth waiting for.
            ResponseDrainTimeout = TimeSpan.Zero,
            UseProxy = connection.Proxy is not null || connection.UsesEnvironmentProxy,
            ConnectCallback = ConnectAsync,

            // HTTP/2 alone: finds a dead server behind a proxy that answers for it, while a watch has nothing to say. The
            // handler wakes four times in the shorter of the two, so short ones would be what an idle hour costs.
            KeepAlivePingDelay = TimeSpan.FromSeconds(60),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(40),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        };
        if (connection.Proxy is not null)
        {
            handler.Proxy = new WebProxy(connection.Proxy);
        }

        if (connection.Server.Scheme == Uri.UriSchemeHttps)
        {
            handler.SslOptions = connection.Tls.Options(() => certificate);
        }

        return new HttpMessageInvoker(handler);
    }

    // Keep-alive probes end a connection whose other side vanished (a cut network, a dead node) within a minute, even
    // while a watch has nothing to say.
    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellation
    )
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
