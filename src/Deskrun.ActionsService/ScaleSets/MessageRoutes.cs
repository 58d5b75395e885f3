using System.Text.Json;
using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Dispatch;
using Deskrun.ActionsService.Http;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.ScaleSets;

/// <summary>What a listener does with its queue token: poll, delete, acquire (protocol reference, section 8).</summary>
internal sealed class MessageRoutes(ServiceContext service)
{
    public void Map(ServiceRoutes routes)
    {
        routes.Get("poll", "/scalesets/message", Queue(PollAsync));
        routes.Delete("message-delete", "/scalesets/message/{id:long}", Queue(DeleteAsync));
        routes.Post("acquire", "/_apis/runtime/runnerscalesets/{id:int}/acquirejobs", Queue(AcquireAsync));
    }

    private RequestDelegate Queue(Func<HttpContext, ScaleSet, MessageSession, Task> handler) =>
        context =>
            service.Tokens.Check(TokenKind.Queue, ServiceContext.TokenOf(context)) is { } id
            && service.Dispatcher.FindBySession(Guid.Parse(id)) is { } found
                ? handler(context, found.Set, found.Session)
                : Reply.Empty(context, 401);

    private async Task PollAsync(HttpContext context, ScaleSet set, MessageSession session)
    {
        var last = long.TryParse(context.Request.Query["lastMessageId"], out var id) ? id : 0;
        var header = context.Request.Headers["X-ScaleSetMaxCapacity"].ToString();
        if (!int.TryParse(header, out var capacity) || capacity < 0)
        {
            await Reply.ServiceErrorAsync(
                context,
                ServiceError.BadRequest("The header X-ScaleSetMaxCapacity must be a number of 0 or more.")
            );
            return;
        }

        ScaleSetMessage? message;
        try
        {
            var url = new Uri(ServiceContext.UrlFor(context), GitHubRoutes.ServicePath);
            message = await service.Dispatcher.PollAsync(set, session, last, capacity, url, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client has left or the service stops; what was to be told stays for the next poll.
            await Reply.Empty(context, 202);
            return;
        }

        await (message is null ? Reply.Empty(context, 202) : AnswerAsync(context, message));
    }

    private static Task AnswerAsync(HttpContext context, ScaleSetMessage message) =>
        Reply.JsonAsync(
            context,
            200,
            w =>
            {
                w.WriteStartObject();
                w.WriteNumber("messageId", message.Id);
                w.WriteString("messageType", "RunnerScaleSetJobMessages");
                w.WriteString("body", message.Body);
                w.WritePropertyName("statistics");
                message.Statistics.Write(w);
                w.WriteEndObject();
            }
        );

    private Task DeleteAsync(HttpContext context, ScaleSet set, MessageSession session)
    {
        var id = long.Parse((string)context.Request.RouteValues["id"]!, null);
        service.Dispatcher.DeleteMessage(set, id);
        return Reply.Empty(context, 204);
    }

    private async Task AcquireAsync(HttpContext context, ScaleSet set, MessageSession session)
    {
        var body = await RequestBody.ReadAsync(context);
        if (set.Id != ServiceContext.Number(context, "id") || body.ValueKind != JsonValueKind.Array)
        {
            await Reply.ServiceErrorAsync(
                context,
                ServiceError.BadRequest("Send a list of request ids to the scale set of the session.")
            );
            return;
        }

        long[] wanted =
        [
            .. body.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Number).Select(e => e.GetInt64()),
        ];
        var acquired = service.Dispatcher.Acquire(set, wanted);
        await Reply.JsonAsync(context, 200, w => ScaleSetJson.WriteList(w, acquired, w.WriteNumberValue));
    }
}
