using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Deskrun.Commands.Installations.Control;

/// <summary>One client of the control socket: a request a line, each answered before the next is read.</summary>
internal sealed class ControlConnection(Socket socket, IControlTarget target)
{
    private const int LongestRequest = 4096;

    public async Task ServeAsync(CancellationToken stopping)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (await ReadLineAsync(stream, stopping) is { } line)
            {
                await SendAsync(stream, await AnswerAsync(line, stream, stopping));
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // The client left, or `up` ends; what it had asked for goes on.
        }
    }

    private async Task<ControlResponse> AnswerAsync(string line, Stream stream, CancellationToken stopping)
    {
        try
        {
            var request = JsonSerializer.Deserialize(line, InstallationJson.Default.ControlRequest);
            switch (request?.Method)
            {
                case ControlMethods.Hello:
                    return new() { Capabilities = ControlMethods.All, Version = VersionCommand.Read().Version };
                case ControlMethods.Status:
                    return new() { Status = target.Status() };
                case ControlMethods.Reload:
                    await target.ReloadAsync(stopping);
                    return new();
                case ControlMethods.Remove when request.Name is { Length: > 0 } name:
                    return new() { Warning = await target.RemoveAsync(name, request.Now, Progress) };
                case ControlMethods.Stop:
                    await target.StopAsync(request.Now, Progress);
                    return new();
                default:
                    return new() { Error = $"this deskrun up understands {string.Join(", ", ControlMethods.All)}" };
            }
        }
        catch (JsonException)
        {
            return new() { Error = "the request is no JSON object with a method" };
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            return new() { Error = failed.Message };
        }

        async Task Progress(string text)
        {
            try
            {
                await SendAsync(stream, new() { Progress = text });
            }
            catch (Exception gone) when (gone is IOException or SocketException)
            {
                // Nobody listens any more; a drain that has begun is still carried through.
            }
        }
    }

    private static async Task SendAsync(Stream stream, ControlResponse response)
    {
        var text = JsonSerializer.Serialize(response, InstallationJson.Default.ControlResponse);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\n"));
    }

    private static async Task<string?> ReadLineAsync(Stream stream, CancellationToken stopping)
    {
        var line = new byte[LongestRequest];
        for (var length = 0; length < line.Length; length++)
        {
            // Requests are short and rare: byte by byte needs no buffer that outlives the line.
            if (await stream.ReadAsync(line.AsMemory(length, 1), stopping) == 0)
            {
                return null;
            }

            if (line[length] == '\n')
            {
                return Encoding.UTF8.GetString(line, 0, length);
            }
        }

        return null;
    }
}
