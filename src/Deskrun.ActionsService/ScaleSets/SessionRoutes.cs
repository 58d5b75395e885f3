using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Dispatch;
using Deskrun.ActionsService.Faults;
using Deskrun.ActionsService.Http;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.ScaleSets;

/// <summary>Message sessions (protocol reference, section 7).</summary>
internal sealed class SessionRoutes(ServiceContext service) : AdminRoutes(service)
{
    private const string Root = "/_apis/runtime/runnerscalesets/{id:int}/sessions";

    public void Map(ServiceRoutes routes)
    {
        routes.Post("session-create", Root, WithScaleSet(CreateAsync));
        routes.Patch("session-refresh", Root + "/{session:guid}", WithScaleSet(RefreshAsync));
        routes.Delete("session-delete", Root + "/{session:guid}", WithScaleSet(DeleteAsync));
    }

    private async Task CreateAsync(HttpContext context, ScaleSet set)
    {
        var body = await RequestBody.ReadAsync(context);
        var (session, error) = Service.Dispatcher.OpenSession(set, body.Text("ownerName") ?? "");
        await (session is null ? Reply.ServiceErrorAsync(context, error!) : AnswerAsync(context, set, session));
    }

    private Task RefreshAsync(HttpContext context, ScaleSet set)
    {
        var id = ServiceContext.Id(context, "session");
        if (Service.Faults.Take(Fault.EvictSession))
        {
            Service.Dispatcher.CloseSession(set);
        }

        return Service.Dispatcher.FindSession(set, id) is { } session
            ? AnswerAsync(context, set, session)
            : Reply.ServiceErrorAsync(context, ServiceError.SessionEvicted(id));
    }

    private Task DeleteAsync(HttpContext context, ScaleSet set)
    {
        var id = ServiceContext.Id(context, "session");
        if (Service.Dispatcher.FindSession(set, id) is null)
        {
            return Reply.ServiceErrorAsync(context, ServiceError.SessionExpired(id));
        }

        Service.Dispatcher.CloseSession(set);
        return Reply.Empty(context, 204);
    }

    private Task AnswerAsync(HttpContext context, ScaleSet set, MessageSession session)
    {
        var token = Service.Tokens.Issue(TokenKind.Queue, $"{session.Id}", Service.Options.QueueTokenLifetime);
        var url = Service.Faults.Take(Fault.EmptyMessageQueueUrl)
            ? ""
            : new Uri(ServiceContext.UrlFor(context), $"scalesets/message?sessionId={session.Id}").ToString();
        return Reply.JsonAsync(
            context,
            200,
            w => ScaleSetJson.WriteSession(w, set, session, url, token, Service.Dispatcher, ServiceUrl(context))
        );
    }
}
