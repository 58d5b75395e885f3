using System.Globalization;
using System.Text.Json;
using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.Runs;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Results;

/// <summary>Steps, and where logs and summaries go (runner protocol reference, section 2, calls 10, 11 and 13).</summary>
internal sealed class ResultsRoutes(ServiceContext service)
{
    private const string Receiver = "/twirp/results.services.receiver.Receiver/";
    private const string Steps = "/twirp/github.actions.results.api.v1.WorkflowStepUpdateService/WorkflowStepsUpdate";

    // An upload follows at once; the runner retries a slow one for some minutes.
    private static readonly TimeSpan BlobLifetime = TimeSpan.FromHours(1);

    public void Map(ServiceRoutes routes)
    {
        routes.Post("steps-update", Steps, WithJob(UpdateStepsAsync));
        MapBlob(routes, "GetStepLogsSignedBlobURL", "logs_url", id => JobRun.LogName(id));
        MapBlob(routes, "GetJobLogsSignedBlobURL", "logs_url", _ => JobRun.JobLogName);
        MapBlob(routes, "GetStepSummarySignedBlobURL", "summary_url", id => JobRun.SummaryName(id));
        MapBlob(routes, "GetJobDiagLogsSignedBlobURL", "diag_logs_url", _ => BlobRoutes.Discarded);
        routes.Post("blob-done", Receiver + "CreateStepLogsMetadata", WithJob(FinishStepLogAsync));
        routes.Post("blob-done", Receiver + "CreateJobLogsMetadata", WithJob((c, _, _) => Reply.OkAsync(c)));
        routes.Post("blob-done", Receiver + "CreateStepSummaryMetadata", WithJob(FinishSummaryAsync));
    }

    private void MapBlob(ServiceRoutes routes, string call, string property, Func<Guid, string> name) =>
        routes.Post(
            "blob-url",
            Receiver + call,
            WithJob(
                (context, job, body) =>
                {
                    var file = name(body.Id("step_backend_id") ?? Guid.Empty);
                    var signature = service.Tokens.Issue(TokenKind.Blob, $"{job.Id}/{file}", BlobLifetime);
                    var url = new Uri(ServiceContext.UrlFor(context), $"blob/{job.Id}/{file}?sig={signature}");
                    return Reply.JsonAsync(
                        context,
                        200,
                        w =>
                        {
                            w.WriteStartObject();
                            w.WriteString(property, url.ToString());
                            w.WriteString("blob_storage_type", "BLOB_STORAGE_TYPE_AZURE");
                            w.WriteString("soft_size_limit", "1048576");
                            w.WriteEndObject();
                        }
                    );
                }
            )
        );

    private RequestDelegate WithJob(Func<HttpContext, JobRun, JsonElement, Task> handler) =>
        async context =>
        {
            var id = service.Tokens.Check(TokenKind.Job, ServiceContext.TokenOf(context));
            if (id is null || service.Runs.FindJob(Guid.Parse(id)) is not { } job)
            {
                await Reply.Empty(context, 401);
                return;
            }

            var body = await RequestBody.ReadAsync(context);
            if (body.Id("workflow_job_run_backend_id") is { } named && named != job.Id)
            {
                await Reply.Empty(context, 403);
                return;
            }

            await handler(context, job, body);
        };

    private Task UpdateStepsAsync(HttpContext context, JobRun job, JsonElement body)
    {
        StepRun[] steps =
        [
            .. body.List("steps")
                .Where(s => s.Id("external_id") is not null)
                .Select(s => new StepRun(
                    s.Id("external_id")!.Value,
                    (int)(s.Number("number") ?? 0),
                    s.Text("name") ?? "",
                    s.Time("started_at"),
                    s.Time("completed_at"),
                    s.Number("status") == 6 ? Conclusion(s.Number("conclusion")) : null
                )),
        ];
        lock (service.Dispatcher.Gate)
        {
            if (job.State == JobState.Running)
            {
                job.UpdateSteps(steps, body.Number("change_order") ?? 0, service.Time.GetUtcNow());
            }
        }

        return Reply.OkAsync(context);
    }

    private static JobConclusion Conclusion(long? number) =>
        number switch
        {
            2 => JobConclusion.Success,
            4 => JobConclusion.Cancelled,
            7 => JobConclusion.Skipped,
            _ => JobConclusion.Failure,
        };

    /// <summary>The live feed may have lost the end of a step's log; now the whole log is here.</summary>
    private async Task FinishStepLogAsync(HttpContext context, JobRun job, JsonElement body)
    {
        var id = body.Id("step_backend_id") ?? Guid.Empty;
        var name = JobRun.LogName(id);
        if (job.LogLoss is null && job.Logs.Has(name) && job.LastLine(id) < (body.Number("line_count") ?? 0))
        {
            var number = 0L;
            var lines = new List<string>();
            await foreach (var line in job.Logs.ReadAsync(name, context.RequestAborted))
            {
                if (++number > job.LastLine(id))
                {
                    lines.Add(WithoutTime(line));
                }

                if (lines.Count == 500)
                {
                    Append(job, id, number - lines.Count + 1, lines);
                    lines = [];
                }
            }

            Append(job, id, number - lines.Count + 1, lines);
        }

        await Reply.OkAsync(context);
    }

    private void Append(JobRun job, Guid stepId, long start, IReadOnlyList<string> lines)
    {
        lock (service.Dispatcher.Gate)
        {
            job.AppendLines(stepId, start, lines, service.Time.GetUtcNow());
        }
    }

    private static string WithoutTime(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && DateTimeOffset.TryParse(line.AsSpan(0, space), CultureInfo.InvariantCulture, default, out _)
            ? line[(space + 1)..]
            : line;
    }

    private async Task FinishSummaryAsync(HttpContext context, JobRun job, JsonElement body)
    {
        var id = body.Id("step_backend_id") ?? Guid.Empty;
        if (await job.ReadSummaryAsync(id, context.RequestAborted) is { } markdown)
        {
            job.Run.Append(new SummaryWritten(service.Time.GetUtcNow(), job, id, markdown));
        }

        await Reply.OkAsync(context);
    }
}
