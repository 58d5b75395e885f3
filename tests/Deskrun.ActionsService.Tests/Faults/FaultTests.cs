using System.Net;
using Deskrun.ActionsService.Faults;
using Deskrun.ActionsService.Runs;
using Deskrun.Testing;

namespace Deskrun.ActionsService.Tests.Faults;

public sealed class FaultTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_burst_of_errors_hits_one_route_and_ends(int status)
    {
        var fault = new ResponseFault
        {
            Route = "scale-sets",
            Status = status,
            Skip = 1,
            Times = 2,
            RetryAfter = 7,
        };
        await using var service = await StartAsync(new() { Responses = [fault] });
        using var listener = await ListenerDouble.RegisteredAsync(service.Host);
        (await listener.CreateScaleSetAsync("demo")).Expect(HttpStatusCode.OK);
        var first = await listener.CallAsync("GET", listener.SetPath);
        Assert.Equal(status, (int)first.Status);
        Assert.Equal(TimeSpan.FromSeconds(7), first.Headers.RetryAfter!.Delta);
        Assert.Equal(status, (int)(await listener.CallAsync("GET", listener.SetPath)).Status);
        (await listener.CallAsync("GET", listener.SetPath)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_poll_can_come_back_empty_with_200()
    {
        await using var service = await StartAsync(new() { Responses = [new() { Route = "poll", Status = 200 }] });
        using var listener = await service.ListenAsync();
        service.Submit(TestService.Hello);
        Assert.Empty((await listener.PollAsync()).Expect(HttpStatusCode.OK).Text);
        await listener.NextOfAsync("JobAssigned").OrFail();
    }

    [Fact]
    public async Task A_session_can_come_without_a_queue_url()
    {
        await using var service = await StartAsync(new() { EmptyMessageQueueUrl = 1 });
        using var listener = await service.ListenAsync();
        Assert.Equal("", (string)listener.Session["messageQueueUrl"]!);
        (await listener.RefreshAsync()).Expect(HttpStatusCode.OK);
        Assert.NotEqual("", (string)listener.Session["messageQueueUrl"]!);
    }

    [Fact]
    public async Task A_session_can_be_evicted()
    {
        await using var service = await StartAsync(new() { EvictSession = 1 });
        using var listener = await service.ListenAsync();
        var refused = (await listener.RefreshAsync()).Expect(HttpStatusCode.NotFound);
        Assert.Contains("RunnerAdminException", (string)refused.Json["typeName"]!);
        (await listener.PollAsync()).Expect(HttpStatusCode.Unauthorized);
        (await listener.OpenSessionAsync()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_scale_set_can_vanish()
    {
        await using var service = await StartAsync(new() { VanishScaleSet = 1 });
        using var listener = await ListenerDouble.RegisteredAsync(service.Host);
        await listener.CreateScaleSetAsync("demo");
        var refused = (await listener.OpenSessionAsync()).Expect(HttpStatusCode.NotFound);
        Assert.Contains("RunnerScaleSetNotFoundException", (string)refused.Json["typeName"]!);
        (await listener.CreateScaleSetAsync("demo")).Expect(HttpStatusCode.OK);
        (await listener.OpenSessionAsync()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_name_of_a_runner_can_be_taken_and_a_removal_refused()
    {
        await using var service = await StartAsync(new() { AgentExists = 1, JobStillRunning = 1 });
        using var listener = await service.ListenAsync();
        var exists = (await listener.JitAsync("r")).Expect(HttpStatusCode.Conflict);
        Assert.Contains("AgentExistsException", (string)exists.Json["typeName"]!);
        using var runner = await listener.RunnerAsync("r");
        (await listener.JitAsync("R")).Expect(HttpStatusCode.Conflict);

        var path = $"_apis/distributedtask/pools/0/agents/{runner.Id}";
        var busy = (await listener.CallAsync("DELETE", path)).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("JobStillRunningException", (string)busy.Json["typeName"]!);
        (await listener.CallAsync("DELETE", path)).Expect(HttpStatusCode.NoContent);
        (await listener.CallAsync("DELETE", path)).Expect(HttpStatusCode.NoContent);
        (await listener.CallAsync("GET", path)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Statistics_can_lag_behind_the_items_of_their_message()
    {
        await using var service = await StartAsync(new() { StatisticsLag = 1 });
        using var listener = await service.ListenAsync();
        service.Submit(TestService.Hello);
        var (message, items) = await listener.NextAsync().OrFail();
        Assert.Equal("JobAssigned", (string)items.Single()["messageType"]!);
        Assert.Equal(0, (int)message["statistics"]!["totalAssignedJobs"]!);
        service.Submit(TestService.Hello);
        Assert.Equal(2, (int)(await listener.NextAsync().OrFail()).Message["statistics"]!["totalAssignedJobs"]!);
    }

    [Fact]
    public async Task The_end_of_a_job_can_be_told_twice_and_without_a_request_id()
    {
        await using var service = await StartAsync(new() { DuplicateJobCompleted = 1, RunnerRequestIdZero = true });
        using var listener = await service.ListenAsync();
        var run = service.Submit(TestService.Hello);
        await listener.NextAsync().OrFail();
        run.Cancel();
        var (_, items) = await listener.NextAsync().OrFail();
        Assert.Equal(["JobCompleted", "JobCompleted"], items.Select(i => (string)i["messageType"]!));
        Assert.All(items, i => Assert.Equal(0, (long)i["runnerRequestId"]!));
        Assert.All(items, i => Assert.Equal($"{run.Jobs[0].Id}", (string)i["jobId"]!));
    }

    [Fact]
    public async Task A_full_disk_costs_the_log_but_not_the_job()
    {
        await using var service = await StartAsync(new() { DiskFullAfterBytes = 10 });
        using var listener = await service.ListenAsync();
        var run = service.Submit(TestService.Hello);
        await listener.NextAsync().OrFail();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        await runner.UploadStepLogAsync(runner.StepId(0), "2026-01-01T00:00:00Z a line that is too long\n", 1);
        await runner.CompleteAsync();
        await run.Completion.OrFail();
        var lost = Assert.Single((await TestService.EventsAsync(run)).OfType<LogLost>());
        Assert.Contains("No space left", lost.Reason);
        Assert.Equal(lost.Reason, run.Jobs[0].LogLoss);
        Assert.Equal(Deskrun.Workflows.Planning.JobConclusion.Success, run.Conclusion);
    }

    [Fact]
    public async Task Faults_are_read_from_a_file_and_can_be_changed_while_the_service_runs()
    {
        using var folder = new TempFolder();
        var path = folder.Write(
            "faults.json",
            """
            // two bad answers, then one eviction
            { "responses": [{ "route": "*", "status": 503, "times": 2 }], "evictSession": 1, }
            """
        );
        var faults = ServiceFaults.Load(path);
        Assert.Equal(1, faults.EvictSession);
        Assert.Equal(2, faults.Responses[0].Times);

        await using var service = await StartAsync(null);
        service.Host.SetFaults(faults);
        using var http = new Http(service.Host.BaseUri);
        Assert.Equal(503, (int)(await http.SendAsync("GET", "/message", null)).Status);

        folder.Write("faults.json", """{ "diskFullAfterBytes": 1 }""");
        Assert.Empty(ServiceFaults.Load(path).Responses);
        folder.Write("faults.json", """{ "responses": [{ "route": "poll", "status": 503 }] }""");
        Assert.Equal(1, ServiceFaults.Load(path).Responses[0].Times);

        folder.Write("faults.json", """{ "evictSessions": 1 }""");
        var error = Assert.Throws<InvalidDataException>(() => ServiceFaults.Load(path));
        Assert.Contains("evictSessions", error.Message);
    }

    [Fact]
    public async Task A_fault_for_a_route_that_does_not_exist_is_refused()
    {
        var faults = new ServiceFaults { Responses = [new() { Route = "pol", Status = 500 }] };
        var error = await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(faults));
        Assert.Contains("\"pol\"", error.Message);
        await using var service = await StartAsync(null);
        Assert.Throws<ArgumentException>(() => service.Host.SetFaults(faults));
    }

    [Fact]
    public async Task The_documentation_names_every_route()
    {
        await using var service = await StartAsync(null);
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "deskrun.slnx")))
        {
            folder = folder.Parent;
        }

        var text = File.ReadAllText(Path.Combine(folder.FullName, "docs", "service.md"));
        var listed = text[text.IndexOf("Routes:", StringComparison.Ordinal)..]
            .Split('`')
            .Where((_, index) => index % 2 == 1)
            .Order(StringComparer.Ordinal);
        Assert.Equal(service.Host.RouteNames.Order(StringComparer.Ordinal), listed);
    }

    private static Task<TestService> StartAsync(ServiceFaults? faults) =>
        TestService.StartAsync(new() { Faults = faults, RunnerCredential = RunnerCredential.AccessToken });
}
