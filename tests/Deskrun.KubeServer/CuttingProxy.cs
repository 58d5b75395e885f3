using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Deskrun.KubeServer;

/// <summary>A TCP proxy on loopback that can cut connections, refuse new ones, or swallow all bytes: a bad network.</summary>
public sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> open = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Uri target;
    private int accepted;

    /// <summary>Starts a proxy in front of a server.</summary>
    public CuttingProxy(Uri target)
    {
        this.target = target;
        listener.Start();
        Address = new Uri($"{target.Scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    /// <summary>The proxy's own address.</summary>
    public Uri Address { get; }

    /// <summary>Connections taken so far, refused ones included.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>Whether new connections are closed at once.</summary>
    public bool Refuses { get; set; }

    /// <summary>Whether bytes vanish while connections stay open.</summary>
    public bool Swallows { get; set; }

    /// <summary>Cuts every open connection.</summary>
    public void Cut()
    {
        foreach (var socket in open.Keys)
        {
            socket.Close(0);
            open.TryRemove(socket, out _);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        Cut();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref accepted);
                _ = ServeAsync(client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient near)
    {
        using var far = new TcpClient();
        var (nearSocket, farSocket) = (near.Client, far.Client);
        open[nearSocket] = true;
        open[farSocket] = true;
        try
        {
            if (Refuses)
            {
                return;
            }

            await far.ConnectAsync(target.Host, target.Port);
            near.NoDelay = far.NoDelay = true;
            await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception error) when (error is IOException or SocketException or InvalidOperationException)
        {
            // Cut, or the server is away.
        }
        finally
        {
            open.TryRemove(nearSocket, out _);
            open.TryRemove(farSocket, out _);
            near.Dispose();
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            var (source, sink) = (from.GetStream(), to.GetStream());
            while (await source.ReadAsync(buffer) is var read and > 0)
            {
                if (!Swallows)
                {
                    await sink.WriteAsync(buffer.AsMemory(0, read));
                }
            }
        }
        catch (Exception error) when (error is IOException or SocketException or InvalidOperationException)
        {
            // The other direction ends with this one.
        }
    }
}
