using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deskrun.ActionsService.Results;

/// <summary>Takes logs and summaries like Azure's blob storage (runner protocol reference, section 2, call 12).</summary>
internal sealed class BlobRoutes(ServiceContext service)
{
    /// <summary>The name of what is taken and thrown away: a runner's own diagnostics.</summary>
    public const string Discarded = "diagnostics";

    public void Map(ServiceRoutes routes) => routes.Put("blob", "/blob/{job:guid}/{name}", PutAsync);

    private async Task PutAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        var id = ServiceContext.Id(context, "job");
        var signature = context.Request.Query["sig"].ToString();
        if (
            service.Tokens.Check(TokenKind.Blob, signature) != $"{id}/{name}"
            || service.Runs.FindJob(id) is not { } job
        )
        {
            await Reply.Empty(context, 403);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (name != Discarded)
        {
            await KeepAsync(context, job, name);
        }

        context.Response.Headers.ETag = "\"0\"";
        await Reply.Empty(context, 201);
    }

    private async Task KeepAsync(HttpContext context, JobRun job, string name)
    {
        try
        {
            var body = context.Request.Body;
            switch (context.Request.Query["comp"].ToString())
            {
                case "":
                    await job.Logs.ReplaceAsync(name, body, context.RequestAborted);
                    break;
                case "appendblock":
                    await job.Logs.AppendAsync(name, body, context.RequestAborted);
                    break;
            }
        }
        catch (Exception e) when (e is IOException and not BadHttpRequestException or UnauthorizedAccessException)
        {
            // A full disk costs the log, not the job: the runner hears that all is well.
            lock (service.Dispatcher.Gate)
            {
                job.LoseLog(e.Message, service.Time.GetUtcNow());
            }
        }
    }
}
