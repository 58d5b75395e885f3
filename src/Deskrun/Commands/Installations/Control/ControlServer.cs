using System.Net.Sockets;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Installations.Control;

/// <summary>
/// Serves the control socket of a home. Only the holder of the home's lock may make it, so a socket that is there
/// already belongs to nobody.
/// </summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private const int MostConnections = 32;
    private readonly DeskrunHome home;
    private readonly IControlTarget target;
    private readonly Socket listener;
    private readonly SemaphoreSlim free = new(MostConnections);
    private readonly CancellationTokenSource stopping = new();
    private readonly HashSet<Task> connections = [];
    private readonly Task accepting;
    private bool disposed;

    private ControlServer(DeskrunHome home, IControlTarget target, Socket listener)
    {
        this.home = home;
        this.target = target;
        this.listener = listener;
        accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Begins to serve; the socket has mode 0600 before anybody can connect.</summary>
    public static ControlServer Start(DeskrunHome home, IControlTarget target)
    {
        var place = ControlSocket.EndPoint(home);
        File.Delete(home.ControlSocket);
        var socket = ControlSocket.Create();
        try
        {
            socket.Bind(place);
            File.SetUnixFileMode(home.ControlSocket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen();
            return new ControlServer(home, target, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        File.Delete(home.ControlSocket);
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task[] open;
        lock (connections)
        {
            open = [.. connections];
        }

        await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
        free.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            await free.WaitAsync(stopping.Token);
            Socket client;
            try
            {
                client = await listener.AcceptAsync(stopping.Token);
            }
            catch (SocketException) when (!stopping.IsCancellationRequested)
            {
                // The caller was gone before it was accepted.
                free.Release();
                continue;
            }

            var connection = Task.Run(() => new ControlConnection(client, target).ServeAsync(stopping.Token));
            lock (connections)
            {
                connections.Add(connection);
            }

            _ = connection.ContinueWith(Forget, TaskScheduler.Default);
        }
    }

    private void Forget(Task connection)
    {
        lock (connections)
        {
            connections.Remove(connection);
        }

        if (!stopping.IsCancellationRequested)
        {
            free.Release();
        }
    }
}
