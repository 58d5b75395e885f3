using System.Text.Json;
using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.Runs;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Rest;

/// <summary>What tools ask of runs: GitHub's REST calls of the same paths, a small part of them.</summary>
internal sealed class RunRoutes(ServiceContext service, Func<RunRequest, WorkflowRun> submit)
{
    private const string Root = "/api/v3/repos/{owner}/{repo}/actions";

    public void Map(ServiceRoutes routes)
    {
        routes.Post("run-submit", Root + "/runs", Allowed(SubmitAsync));
        routes.Get("runs", Root + "/runs", Allowed(ListAsync));
        routes.Get(
            "runs",
            Root + "/runs/{id:long}",
            WithRun((c, run) => Reply.JsonAsync(c, 200, w => RunJson.Write(w, run)))
        );
        routes.Get("runs", Root + "/runs/{id:long}/jobs", WithRun(ListJobsAsync));
        routes.Post("run-cancel", Root + "/runs/{id:long}/cancel", WithRun((c, run) => CancelAsync(c, run, false)));
        routes.Post(
            "run-cancel",
            Root + "/runs/{id:long}/force-cancel",
            WithRun((c, run) => CancelAsync(c, run, true))
        );
        routes.Get("job-logs", Root + "/jobs/{id:long}/logs", Allowed(WriteLogAsync));
    }

    private RequestDelegate Allowed(RequestDelegate handler) =>
        context => PersonalAccess.RequireAsync(service, context, () => handler(context));

    private RequestDelegate WithRun(Func<HttpContext, WorkflowRun, Task> handler) =>
        Allowed(context =>
            RunsOf(context).FirstOrDefault(r => r.Id == Id(context)) is { } run
                ? handler(context, run)
                : Reply.RestErrorAsync(context, 404, "Not Found")
        );

    private async Task SubmitAsync(HttpContext context)
    {
        var (request, problems) = SubmittedRun.Read(
            await RequestBody.ReadAsync(context),
            (string)context.Request.RouteValues["owner"]!,
            (string)context.Request.RouteValues["repo"]!
        );
        if (request is null)
        {
            await Reply.RestErrorAsync(context, 422, string.Join('\n', problems));
            return;
        }

        var run = submit(request);
        await Reply.JsonAsync(context, 201, w => RunJson.Write(w, run));
    }

    private Task ListAsync(HttpContext context)
    {
        var runs = RunsOf(context).Reverse().ToArray();
        return Reply.JsonAsync(context, 200, w => WriteList(w, "workflow_runs", runs, RunJson.Write));
    }

    private static Task ListJobsAsync(HttpContext context, WorkflowRun run) =>
        Reply.JsonAsync(context, 200, w => WriteList(w, "jobs", run.Jobs, RunJson.Write));

    private static Task CancelAsync(HttpContext context, WorkflowRun run, bool force)
    {
        if (run.Conclusion is not null)
        {
            return Reply.RestErrorAsync(context, 409, "Cannot cancel a workflow run that is completed.");
        }

        run.Cancel(force);
        return Reply.JsonAsync(context, 202, w => RunJson.Write(w, run));
    }

    private async Task WriteLogAsync(HttpContext context)
    {
        var job = RunsOf(context).SelectMany(r => r.Jobs).FirstOrDefault(j => j.RequestId == Id(context));
        if (job is null)
        {
            await Reply.RestErrorAsync(context, 404, "Not Found");
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        await foreach (var line in job.ReadLogAsync(context.RequestAborted))
        {
            await context.Response.WriteAsync(line + "\n", context.RequestAborted);
        }
    }

    private IEnumerable<WorkflowRun> RunsOf(HttpContext context)
    {
        var name = $"{context.Request.RouteValues["owner"]}/{context.Request.RouteValues["repo"]}";
        return service.Runs.All.Where(r =>
            $"{r.Request.Owner}/{r.Request.Repository}".Equals(name, StringComparison.OrdinalIgnoreCase)
        );
    }

    private static long Id(HttpContext context) => long.Parse((string)context.Request.RouteValues["id"]!, null);

    private static void WriteList<T>(
        Utf8JsonWriter writer,
        string name,
        IReadOnlyCollection<T> items,
        Action<Utf8JsonWriter, T> write
    )
    {
        writer.WriteStartObject();
        writer.WriteNumber("total_count", items.Count);
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
