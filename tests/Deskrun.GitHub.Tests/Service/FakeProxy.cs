using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Deskrun.Testing;

namespace Deskrun.GitHub.Tests.Service;

/// <summary>
/// A real HTTP proxy: it tunnels CONNECT and forwards plain requests, always to one port of loopback, whatever host
/// was asked for. So a test can use names that don't exist.
/// </summary>
public sealed class FakeProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly string? _login;
    private readonly Task _serving;

    public FakeProxy(int target, string? login = null)
    {
        _target = target;
        _login = login is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(login));
        _listener.Start();
        _serving = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The first line of each request that was let through.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving.WaitAsync(TestLimits.Wait);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var owned = client;
            var stream = client.GetStream();
            while (await ReadHeadAsync(stream) is { } head)
            {
                if (_login is not null && !head.Contains($"Proxy-Authorization: Basic {_login}"))
                {
                    await WriteAsync(
                        stream,
                        "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"
                    );
                    continue;
                }

                Lines.Enqueue(head.Split("\r\n")[0]);
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                if (head.StartsWith("CONNECT "))
                {
                    await WriteAsync(stream, "HTTP/1.1 200 OK\r\n\r\n");
                }
                else
                {
                    await WriteAsync(server.GetStream(), ToOrigin(head));
                }

                await Task.WhenAny(
                    stream.CopyToAsync(server.GetStream(), _end.Token),
                    server.GetStream().CopyToAsync(stream, _end.Token)
                );
                return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // One side has ended.
        }
    }

    // A forwarded request names the whole URL; the origin wants its path. The connection serves this one request.
    private static string ToOrigin(string head)
    {
        var lines = head.Split("\r\n");
        var parts = lines[0].Split(' ');
        lines[0] = $"{parts[0]} {new Uri(parts[1]).PathAndQuery} {parts[2]}";
        return string.Join("\r\n", [lines[0], "Connection: close", .. lines[1..]]);
    }

    private static async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n"))
        {
            if (await stream.ReadAsync(one) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static async Task WriteAsync(NetworkStream stream, string text) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
}
