using System.Net.Sockets;
using System.Text.Json;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Installations.Control;

/// <summary>Speaks to the running <c>deskrun up</c> of a home.</summary>
internal sealed class ControlClient : IAsyncDisposable
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);
    private readonly StreamReader reader;
    private readonly StreamWriter writer;

    private ControlClient(Socket socket)
    {
        var stream = new NetworkStream(socket, ownsSocket: true);
        reader = new StreamReader(stream);
        writer = new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>Connects; null when nobody serves this home.</summary>
    public static async Task<ControlClient?> TryConnectAsync(
        DeskrunHome home,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(home.ControlSocket))
        {
            return null;
        }

        var socket = ControlSocket.Create();
        using var limit = new CancellationTokenSource(ConnectPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await socket.ConnectAsync(ControlSocket.EndPoint(home), either.Token);
            return new ControlClient(socket);
        }
        catch (SocketException failed) when (IsNobody(failed, home))
        {
            socket.Dispose();
            return null;
        }
        catch (Exception failed)
        {
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw new CliException(
                ExitCodes.Environment,
                $"{home.ControlSocket} can't be spoken to: {failed.Message}",
                failed
            );
        }
    }

    /// <summary>Asks once and waits for the answer; progress is handed on as it comes.</summary>
    /// <exception cref="CliException">The other side went away or answered what can't be read.</exception>
    public async Task<ControlResponse> AskAsync(
        ControlRequest request,
        Action<string>? progress,
        CancellationToken cancellation
    )
    {
        try
        {
            var text = JsonSerializer.Serialize(request, InstallationJson.Default.ControlRequest);
            await writer.WriteLineAsync(text.AsMemory(), cancellation);
            while (await reader.ReadLineAsync(cancellation) is { } line)
            {
                var response = JsonSerializer.Deserialize(line, InstallationJson.Default.ControlResponse)!;
                if (response.Progress is null)
                {
                    return response;
                }

                progress?.Invoke(response.Progress);
            }
        }
        catch (Exception failed) when (failed is IOException or JsonException)
        {
            throw Lost(request, failed);
        }

        throw Lost(request, null);
    }

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        await writer.DisposeAsync();
    }

    // A crashed `up` leaves its socket behind; nobody listens on it.
    private static bool IsNobody(SocketException failed, DeskrunHome home) =>
        failed.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable
        || !File.Exists(home.ControlSocket);

    private static CliException Lost(ControlRequest request, Exception? cause) =>
        new(
            ExitCodes.NotRunning,
            $"deskrun up went away before it answered {request.Method}; see deskrun status",
            cause
        );
}
