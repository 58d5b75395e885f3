using System.Net.WebSockets;
using System.Text.Json;
using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.Runs;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Results;

/// <summary>The live log: a websocket that only the runner writes to (runner protocol reference, section 2, call 9).</summary>
internal sealed class FeedRoutes(ServiceContext service, CancellationToken stopping)
{
    // A runner sends at most some hundred lines at once; what is larger is no log.
    private const int LargestMessage = 16 * 1024 * 1024;

    public void Map(ServiceRoutes routes) => routes.Get("feed", "/feed", ReceiveAsync);

    private async Task ReceiveAsync(HttpContext context)
    {
        var id = service.Tokens.Check(TokenKind.Job, ServiceContext.TokenOf(context));
        if (id is null || service.Runs.FindJob(Guid.Parse(id)) is not { } job)
        {
            await Reply.Empty(context, 401);
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Reply.RestErrorAsync(context, 400, "The live log is a websocket.");
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            while (await ReceiveMessageAsync(socket, ended.Token) is { } message)
            {
                Append(job, message);
            }

            if (socket.State == WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ended.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The runner is gone or the service stops: what has come in is kept.
        }
    }

    private static async Task<MemoryStream?> ReceiveMessageAsync(WebSocket socket, CancellationToken cancellation)
    {
        var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            if (result.MessageType == WebSocketMessageType.Close || message.Length > LargestMessage)
            {
                return null;
            }

            message.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                message.Position = 0;
                return message;
            }
        }
    }

    private void Append(JobRun job, MemoryStream message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var root = document.RootElement;
            string[] lines =
            [
                // One entry may be several lines, and counts as so many in the uploaded log.
                .. root.List("value")
                    .SelectMany(l => l.ValueKind == JsonValueKind.String ? l.GetString()!.Split('\n') : [""])
                    .Select(l => l.TrimEnd('\r')),
            ];
            lock (service.Dispatcher.Gate)
            {
                job.AppendLines(
                    root.Id("stepId") ?? Guid.Empty,
                    root.Number("startLine"),
                    lines,
                    service.Time.GetUtcNow()
                );
            }
        }
        catch (JsonException)
        {
            // Not a message of the feed; the uploaded log will have the lines.
        }
    }
}
