using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Deskrun.Kubernetes.Tests.Doubles;

/// <summary>An HTTP/1.1 server that answers what a test says, byte for byte, wrong answers included.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<ScriptedRequest, ScriptedAnswer> script;
    private readonly ConcurrentQueue<ScriptedRequest> requests = new();

    public ScriptedServer(Func<ScriptedRequest, ScriptedAnswer> script)
    {
        this.script = script;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    /// <summary>Answers in order; the last one for ever.</summary>
    public ScriptedServer(params ScriptedAnswer[] answers)
        : this(request => answers[Math.Min(request.Number, answers.Length) - 1]) { }

    public Uri Address { get; }

    public IReadOnlyList<ScriptedRequest> Requests => [.. requests];

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ScriptedRequest.ReadAsync(stream, requests.Count + 1) is { } request)
                {
                    requests.Enqueue(request);
                    var answer = script(request);
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer.Text));
                    if (answer.Hold)
                    {
                        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
                    }

                    if (answer.Close)
                    {
                        return;
                    }
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client went away, or the test ended.
            }
        }
    }
}
