using System.Net;
using System.Net.WebSockets;
using Deskrun.ActionsService.Runs;
using Deskrun.Testing;
using Deskrun.Workflows.Planning;

namespace Deskrun.ActionsService.Tests.Results;

public sealed class LogTests
{
    private const string Secret = "hush-hush";

    [Fact]
    public async Task Live_lines_steps_and_the_uploaded_log_tell_one_story()
    {
        await using var job = await StartJobAsync();
        var (run, runner) = (job.Run, job.Runner);
        var step = runner.StepId(0);
        await runner.UpdateStepAsync(1, step, 2, "Run echo", 3);
        using (var feed = await runner.FeedAsync())
        {
            await RunnerDouble.FeedAsync(feed, step, 1, "one", $"my {Secret}", new string('x', 3000));
            await RunnerDouble.FeedAsync(feed, step, 3, new string('x', 3000), "four");
            await feed.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestTimeout.Token);
        }

        await runner.UpdateStepAsync(2, step, 2, "Run echo", 6, 2);
        await runner.UpdateStepAsync(1, step, 2, "overtaken", 3);
        string[] texts = ["one", $"my {Secret}", "x", "four", "five"];
        await runner.UploadStepLogAsync(step, string.Concat(texts.Select(l => $"2026-01-01T00:00:00.0Z {l}\n")), 5);
        await runner.CompleteAsync();
        await run.Completion.OrFail();

        var events = await TestService.EventsAsync(run);
        var lines = events.OfType<LogLines>().ToArray();
        Assert.Equal(["one", "my ***", new string('x', 3000), "four", "five"], lines.SelectMany(l => l.Lines));
        Assert.Equal([1, 4, 5], lines.Select(l => l.StartLine));
        Assert.All(lines, l => Assert.Equal(step, $"{l.StepId}"));
        Assert.Equal("Run echo", Assert.Single(events.OfType<StepStarted>()).Step.Name);
        Assert.Equal(JobConclusion.Success, Assert.Single(events.OfType<StepCompleted>()).Step.Conclusion);
        Assert.Equal("Run echo", run.Jobs[0].Steps.Single().Name);

        var kept = await run.Jobs[0].ReadLogAsync(TestTimeout.Token).ToListAsync();
        Assert.Equal(5, kept.Count);
        Assert.Equal("2026-01-01T00:00:00.0Z my ***", kept[1]);
    }

    [Fact]
    public async Task One_message_of_several_lines_counts_as_so_many()
    {
        await using var job = await StartJobAsync();
        var step = job.Runner.StepId(0);
        using (var feed = await job.Runner.FeedAsync())
        {
            await RunnerDouble.FeedAsync(feed, step, 1, "##[error]one\r\n   two\nthree", "four");
            await feed.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestTimeout.Token);
        }

        await job.Runner.UploadStepLogAsync(step, "##[error]one\n   two\nthree\nfour\nfive\n", 5);
        await job.Runner.CompleteAsync();
        await job.Run.Completion.OrFail();

        var lines = (await TestService.EventsAsync(job.Run)).OfType<LogLines>().SelectMany(l => l.Lines);
        Assert.Equal(["##[error]one", "   two", "three", "four", "five"], lines);
    }

    [Fact]
    public async Task A_long_log_arrives_in_blocks()
    {
        await using var job = await StartJobAsync();
        var runner = job.Runner;
        var url = await BlobAsync(runner, "GetJobLogsSignedBlobURL", "logs_url");
        (await runner.PutAsync(url, "", "AppendBlob")).Expect(HttpStatusCode.Created);
        (await runner.PutAsync($"{url}&comp=appendblock", "first\n")).Expect(HttpStatusCode.Created);
        (await runner.PutAsync($"{url}&comp=appendblock&seal=true", $"two {Secret}\n")).Expect(HttpStatusCode.Created);
        (await runner.TwirpAsync("CreateJobLogsMetadata", "\"line_count\":2")).Expect(HttpStatusCode.OK);
        Assert.Equal(["first", "two ***"], await job.Run.Jobs[0].ReadLogAsync(TestTimeout.Token).ToListAsync());
    }

    [Fact]
    public async Task A_summary_is_kept_and_masked()
    {
        await using var job = await StartJobAsync();
        var runner = job.Runner;
        var step = $"\"step_backend_id\":\"{runner.StepId(0)}\"";
        var url = await BlobAsync(runner, "GetStepSummarySignedBlobURL", "summary_url", step);
        (await runner.PutAsync(url, $"# Hi {Secret}")).Expect(HttpStatusCode.Created);
        (await runner.TwirpAsync("CreateStepSummaryMetadata", step + ",\"size\":9")).Expect(HttpStatusCode.OK);
        await runner.CompleteAsync();
        var written = Assert.Single((await TestService.EventsAsync(job.Run)).OfType<SummaryWritten>());
        Assert.Equal("# Hi ***", written.Markdown);
        Assert.Equal("# Hi ***", await job.Run.Jobs[0].ReadSummaryAsync(written.StepId));
    }

    [Fact]
    public async Task Diagnostics_of_the_runner_are_taken_and_thrown_away()
    {
        await using var job = await StartJobAsync();
        var url = await BlobAsync(job.Runner, "GetJobDiagLogsSignedBlobURL", "diag_logs_url");
        (await job.Runner.PutAsync(url, "zip")).Expect(HttpStatusCode.Created);
        Assert.Empty(await job.Run.Jobs[0].ReadLogAsync(TestTimeout.Token).ToListAsync());
    }

    [Fact]
    public async Task Annotations_and_steps_of_the_final_report_are_taken_over()
    {
        await using var job = await StartJobAsync();
        await job.Runner.CompleteAsync(
            "failed",
            $$"""
            ,"stepResults":[{"external_id":"{{job.Runner.StepId(0)}}","number":2,"name":"Run echo {{Secret}}",
            "conclusion":"failed","started_at":"2026-01-01T00:00:00Z","completed_at":"2026-01-01T00:00:05Z",
            "annotations":[{"level":"failure","message":"no {{Secret}}","path":"a.cs","startLine":3,"endLine":4}]}],
            "annotations":[{"level":"warning","message":"old"}]
            """
        );
        await job.Run.Completion.OrFail();
        var done = job.Run.Jobs[0];
        Assert.Equal(
            [
                new Annotation(AnnotationLevel.Failure, "no ***", null, "a.cs", 3, 4, StepNumber: 2),
                new Annotation(AnnotationLevel.Warning, "old"),
            ],
            done.Annotations
        );
        var step = Assert.Single(done.Steps);
        Assert.Equal(("Run echo ***", JobConclusion.Failure), (step.Name, step.Conclusion));
        Assert.Equal(TimeSpan.FromSeconds(5), step.CompletedAt - step.StartedAt);
    }

    [Fact]
    public async Task Nobody_writes_logs_without_the_token_of_the_job()
    {
        await using var job = await StartJobAsync();
        var runner = job.Runner;
        var url = await BlobAsync(runner, "GetJobLogsSignedBlobURL", "logs_url");
        (await runner.PutAsync(url.Replace("job.log", "live.log"), "x")).Expect(HttpStatusCode.Forbidden);
        (await runner.PutAsync(url[..url.IndexOf('?')] + "?sig=x", "x")).Expect(HttpStatusCode.Forbidden);
        runner.UseBearerForJobs();
        (await runner.TwirpAsync("GetJobLogsSignedBlobURL", "\"x\":1")).Expect(HttpStatusCode.Unauthorized);
        (await runner.RenewAsync()).Expect(HttpStatusCode.Unauthorized);
        (await runner.CompleteAsync()).Expect(HttpStatusCode.Unauthorized);
        await Assert.ThrowsAsync<WebSocketException>(() => runner.FeedAsync());
    }

    [Fact]
    public async Task A_data_folder_keeps_logs_private_and_run_ids_unique()
    {
        using var folder = new TempFolder();
        var data = folder.File("data");
        await using (var job = await StartJobAsync(data))
        {
            await job.Runner.UploadStepLogAsync(job.Runner.StepId(0), "kept\n", 1);
        }

        Assert.Single(Directory.GetFiles(data, "*.log", SearchOption.AllDirectories), f => !f.EndsWith("live.log"));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.Combine(data, "runs"))
        );
        await using var later = await StartJobAsync(data);
        Assert.Equal(2, later.Run.Id);
    }

    private static async Task<string> BlobAsync(
        RunnerDouble runner,
        string call,
        string name,
        string body = "\"x\":1"
    ) => (string)(await runner.TwirpAsync(call, body)).Expect(HttpStatusCode.OK).Json[name]!;

    private static Task<StartedJob> StartJobAsync(string? dataFolder = null) =>
        StartedJob.StartAsync(TestService.Hello, dataFolder, new() { ["TOKEN"] = Secret });
}
