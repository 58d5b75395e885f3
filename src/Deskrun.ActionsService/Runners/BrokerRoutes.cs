using System.Globalization;
using System.Text;
using System.Text.Json;
using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Dispatch;
using Deskrun.ActionsService.Http;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Runners;

/// <summary>A runner's session and messages (runner protocol reference, section 2, calls 2 to 4 and 15).</summary>
internal sealed class BrokerRoutes(ServiceContext service)
{
    public void Map(ServiceRoutes routes)
    {
        routes.Post("runner-session", "/session", WithRunner(OpenAsync));
        routes.Delete("runner-session-delete", "/session", WithRunner(CloseAsync));
        routes.Get("runner-poll", "/message", WithRunner(PollAsync));
        routes.Post("acknowledge", "/acknowledge", WithRunner(AcknowledgeAsync));
    }

    private RequestDelegate WithRunner(Func<HttpContext, int, Task> handler) =>
        context =>
            service.Tokens.Check(TokenKind.Runner, ServiceContext.TokenOf(context)) is { } id
                ? handler(context, int.Parse(id, CultureInfo.InvariantCulture))
                : Reply.Empty(context, 401);

    private async Task OpenAsync(HttpContext context, int runnerId)
    {
        if (service.Dispatcher.FindRunner(runnerId) is not { } runner)
        {
            await NotFoundAsync(context, runnerId);
            return;
        }

        var body = await RequestBody.ReadAsync(context);
        var version = body.Get("agent").Text("version") ?? "";
        if (service.Dispatcher.OpenRunnerSession(runner, version) is not { } session)
        {
            await Reply.BrokerErrorAsync(
                context,
                409,
                "RunnerSessionConflict",
                $"The runner {runner.Name} already has an active session."
            );
            return;
        }

        await Reply.JsonAsync(
            context,
            200,
            w =>
            {
                w.WriteStartObject();
                w.WriteString("sessionId", session);
                w.WriteString("ownerName", body.Text("ownerName") ?? "");
                w.WriteStartObject("agent");
                w.WriteNumber("id", runner.Id);
                w.WriteString("name", runner.Name);
                w.WriteEndObject();
                w.WriteEndObject();
            }
        );
    }

    private Task CloseAsync(HttpContext context, int runnerId)
    {
        service.Dispatcher.CloseRunnerSession(runnerId);
        return Reply.Empty(context, 204);
    }

    private async Task PollAsync(HttpContext context, int runnerId)
    {
        RunnerMessage? message = null;
        var runner = service.Dispatcher.FindRunner(runnerId);
        try
        {
            if (runner is not null)
            {
                if (!$"{runner.Session}".Equals(context.Request.Query["sessionId"], StringComparison.OrdinalIgnoreCase))
                {
                    await Reply.BrokerErrorAsync(context, 404, "RunnerSessionInvalid", "The session is not known.");
                    return;
                }

                var idle = !"Busy".Equals(context.Request.Query["status"], StringComparison.OrdinalIgnoreCase);
                message = await service.Dispatcher.PollRunnerAsync(runner, idle, context.RequestAborted);
            }
            else if (service.Dispatcher.HasDeparted(runnerId))
            {
                await service.Dispatcher.HoldDepartedAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            await Reply.Empty(context, 202);
            return;
        }

        if (message is not null)
        {
            await AnswerAsync(context, message);
        }
        else if (service.Dispatcher.FindRunner(runnerId) is null && !service.Dispatcher.HasDeparted(runnerId))
        {
            await NotFoundAsync(context, runnerId);
        }
        else
        {
            await Reply.Empty(context, 202);
        }
    }

    private Task AcknowledgeAsync(HttpContext context, int runnerId)
    {
        if (service.Dispatcher.FindRunner(runnerId) is null)
        {
            return NotFoundAsync(context, runnerId);
        }

        return Reply.JsonAsync(
            context,
            200,
            w =>
            {
                w.WriteStartObject();
                w.WriteEndObject();
            }
        );
    }

    private static Task NotFoundAsync(HttpContext context, int runnerId) =>
        Reply.BrokerErrorAsync(context, 404, "RunnerNotFound", $"The runner {runnerId} is not registered.");

    private Task AnswerAsync(HttpContext context, RunnerMessage message) =>
        Reply.JsonAsync(
            context,
            200,
            w =>
            {
                w.WriteStartObject();
                w.WriteNumber("messageId", message.Id);
                w.WriteString("messageType", message.Type);
                w.WriteString("body", Body(context, message));
                w.WriteEndObject();
            }
        );

    private string Body(HttpContext context, RunnerMessage message)
    {
        using var stream = new MemoryStream();
        using (var w = new Utf8JsonWriter(stream))
        {
            w.WriteStartObject();
            if (message.Type == "JobCancellation")
            {
                w.WriteString("jobId", message.Job.Run.Id);
                w.WriteString("timeout", service.Options.CancellationGrace.ToString("c", null));
            }
            else
            {
                var id = message.Job.Run.RequestId.ToString(CultureInfo.InvariantCulture);
                w.WriteString("id", id);
                w.WriteString("runner_request_id", id);
                w.WriteString("run_service_url", new Uri(ServiceContext.UrlFor(context), "run/").ToString());
                w.WriteString("billing_owner_id", "local");
                w.WriteBoolean("should_acknowledge", true);
            }

            w.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
