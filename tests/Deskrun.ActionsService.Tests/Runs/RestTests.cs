using System.Net;

namespace Deskrun.ActionsService.Tests.Runs;

public sealed class RestTests
{
    private const string Runs = "/api/v3/repos/octo/demo/actions/runs";

    [Fact]
    public async Task A_run_is_submitted_watched_and_its_log_read_over_http()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        var pat = $"Bearer {service.Host.Token}";
        var body =
            """{"workflow":"name: W\non: push\njobs:\n  a:\n    runs-on: demo\n    steps:\n      - run: echo\n","inputs":{"n":1},"env":{"A":"b"}}""";
        var run = (await listener.Http.SendAsync("POST", Runs, pat, body)).Expect(HttpStatusCode.Created).Json;
        Assert.Equal("queued", (string)run["status"]!);

        await listener.NextAsync().OrFail();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        await runner.UploadStepLogAsync(runner.StepId(0), "hi\n", 1);
        await runner.UpdateStepAsync(1, runner.StepId(0), 2, "Run echo", 6, 2);
        await runner.CompleteAsync();

        var done = (await listener.Http.SendAsync("GET", $"{Runs}/{run["id"]}", pat)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("completed", "success"), ((string)done["status"]!, (string)done["conclusion"]!));
        var jobs = (await listener.Http.SendAsync("GET", $"{Runs}/{run["id"]}/jobs", pat)).Json["jobs"]!;
        Assert.Equal("Run echo", (string)jobs[0]!["steps"]![0]!["name"]!);
        Assert.Equal("runner-1", (string)jobs[0]!["runner_name"]!);
        var log = await listener.Http.SendAsync(
            "GET",
            $"/api/v3/repos/octo/demo/actions/jobs/{jobs[0]!["id"]}/logs",
            pat
        );
        Assert.Equal("hi\n", log.Expect(HttpStatusCode.OK).Text);
        var all = await listener.Http.SendAsync("GET", Runs, pat);
        Assert.Equal(1, (int)all.Json["total_count"]!);
        (await listener.Http.SendAsync("POST", $"{Runs}/{run["id"]}/cancel", pat)).Expect(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_run_is_cancelled_over_http()
    {
        await using var service = await TestService.StartAsync();
        using var http = new Http(service.Host.BaseUri);
        var run = service.Submit(TestService.Hello);
        (await http.SendAsync("POST", $"{Runs}/{run.Id}/cancel", $"Bearer {service.Host.Token}")).Expect(
            HttpStatusCode.Accepted
        );
        await run.Completion.OrFail();
    }

    [Fact]
    public async Task What_is_wrong_with_a_workflow_or_a_token_is_said()
    {
        await using var service = await TestService.StartAsync();
        using var http = new Http(service.Host.BaseUri);
        var pat = $"Bearer {service.Host.Token}";
        var bad = await http.SendAsync("POST", Runs, pat, """{"workflow":"on: push\njobs: 1","path":"x.yml"}""");
        Assert.Contains("x.yml:2:", (string)bad.Expect(HttpStatusCode.UnprocessableEntity).Json["message"]!);
        (await http.SendAsync("POST", Runs, pat, "no json")).Expect(HttpStatusCode.UnprocessableEntity);
        (await http.SendAsync("GET", Runs, null)).Expect(HttpStatusCode.Unauthorized);
        (await http.SendAsync("GET", $"{Runs}/99", pat)).Expect(HttpStatusCode.NotFound);
        (await http.SendAsync("GET", "/api/v3/repos/octo/demo/actions/jobs/99/logs", pat)).Expect(
            HttpStatusCode.NotFound
        );
    }
}
