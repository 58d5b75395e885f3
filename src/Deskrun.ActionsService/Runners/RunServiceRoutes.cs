using System.Globalization;
using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.JobMessages;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Runners;

/// <summary>Taking, keeping and ending a job (runner protocol reference, section 2, calls 6, 7 and 14).</summary>
internal sealed class RunServiceRoutes(ServiceContext service)
{
    // The longest a job may last anywhere; its token must not end before it does.
    private static readonly TimeSpan JobTokenLifetime = TimeSpan.FromDays(5);

    public void Map(ServiceRoutes routes)
    {
        routes.Post("acquirejob", "/run/acquirejob", AcquireAsync);
        routes.Post("renewjob", "/run/renewjob", WithJob(RenewAsync));
        routes.Post("completejob", "/run/completejob", WithJob(CompleteAsync));
    }

    private async Task AcquireAsync(HttpContext context)
    {
        if (service.Tokens.Check(TokenKind.Runner, ServiceContext.TokenOf(context)) is not { } runner)
        {
            await Reply.Empty(context, 401);
            return;
        }

        var body = await RequestBody.ReadAsync(context);
        var requestId = body.Number("jobMessageId") ?? 0;
        var (job, refusal) = service.Dispatcher.Take(int.Parse(runner, CultureInfo.InvariantCulture), requestId);
        if (job?.Run.BuildMessage is not { } build)
        {
            await Reply.RunServiceErrorAsync(
                context,
                job is null ? refusal : 404,
                $"The job {requestId} is not waiting for this runner."
            );
            return;
        }

        var token = service.Tokens.Issue(TokenKind.Job, $"{job.Run.Id}", JobTokenLifetime);
        var message = build(new JobEndpoints(ServiceContext.UrlFor(context), token));
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = message.Length;
        await context.Response.Body.WriteAsync(message);
    }

    private RequestDelegate WithJob(Func<HttpContext, Guid, Task> handler) =>
        context =>
            service.Tokens.Check(TokenKind.Job, ServiceContext.TokenOf(context)) is { } id
                ? handler(context, Guid.Parse(id))
                : Reply.Empty(context, 401);

    private async Task RenewAsync(HttpContext context, Guid jobId)
    {
        var body = await RequestBody.ReadAsync(context);
        if (body.Id("jobId") != jobId || service.Dispatcher.Renew(jobId) is not { } until)
        {
            await Reply.RunServiceErrorAsync(context, 404, $"The job {jobId} is over or not this runner's.");
            return;
        }

        await Reply.JsonAsync(
            context,
            200,
            w =>
            {
                w.WriteStartObject();
                w.WriteString("lockedUntil", until.UtcDateTime);
                w.WriteEndObject();
            }
        );
    }

    private async Task CompleteAsync(HttpContext context, Guid jobId)
    {
        var body = await RequestBody.ReadAsync(context);
        var known = body.Id("jobId") == jobId;
        var now = service.Time.GetUtcNow();
        var completed =
            known
            && service.Dispatcher.Complete(
                jobId,
                CompletionReport.Conclusion(body) ?? JobConclusion.Failure,
                job => CompletionReport.TakeOver(job, body, now)
            );
        await (
            completed
                ? Reply.Empty(context, 200)
                : Reply.RunServiceErrorAsync(context, 404, $"The job {jobId} is over or not this runner's.")
        );
    }
}
