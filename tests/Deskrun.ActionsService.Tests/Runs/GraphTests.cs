using System.Net;
using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Planning;

namespace Deskrun.ActionsService.Tests.Runs;

public sealed class GraphTests
{
    private const string Chain = """
        on: push
        jobs:
          first:
            runs-on: demo
            outputs:
              answer: ${{ steps.x.outputs.y }}
            steps:
              - id: x
                run: echo
          second:
            needs: first
            runs-on: demo
            strategy:
              matrix:
                os: [linux, mac]
            steps:
              - run: echo
          never:
            needs: first
            if: failure()
            runs-on: demo
            steps:
              - run: echo
        """;

    [Fact]
    public async Task Outputs_matrix_and_needs_reach_the_jobs_behind()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        var run = service.Submit(Chain);
        var polling = PumpAsync(listener, run);

        using (var runner = await (await listener.RunnerAsync("r1")).ConnectAsync())
        {
            await runner.TakeJobAsync().OrFail();
            Assert.Equal("answer", (string)runner.Job["jobOutputs"]!["map"]![0]!["key"]!);
            await runner.CompleteAsync("succeeded", ""","outputs":{"answer":{"value":"42"}}""");
        }

        var names = new List<string>();
        foreach (var name in new[] { "r2", "r3" })
        {
            using var runner = await (await listener.RunnerAsync(name)).ConnectAsync();
            await runner.TakeJobAsync().OrFail();
            names.Add((string)runner.Job["jobDisplayName"]!);
            var needs = runner.Job["contextData"]!["needs"]!.ToJsonString();
            Assert.Contains("""{"k":"answer","v":"42"}""", needs);
            await runner.CompleteAsync();
        }

        await run.Completion.OrFail();
        await polling.OrFail();
        Assert.Equal(["second (linux)", "second (mac)"], names.Order());
        Assert.Equal(JobConclusion.Success, run.Conclusion);
        Assert.Equal("42", run.Jobs[0].Outputs["answer"]);
        var skipped = Assert.Single((await TestService.EventsAsync(run)).OfType<JobSkipped>());
        Assert.Equal("never", skipped.Job.Key);
        Assert.Equal(JobConclusion.Skipped, skipped.Job.Conclusion);
    }

    [Fact]
    public async Task Cancelling_a_run_ends_waiting_jobs_at_once_and_tells_running_ones()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        var run = service.Submit(
            """
            on: push
            jobs:
              a:
                runs-on: demo
                steps: [{ run: echo }]
              b:
                runs-on: elsewhere
                steps: [{ run: echo }]
            """
        );
        await listener.NextAsync().OrFail();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        var busy = runner.NextMessageAsync("Busy");

        run.Cancel();
        run.Cancel();
        Assert.Equal(JobConclusion.Cancelled, run.Jobs[1].Conclusion);
        var message = await busy.OrFail();
        Assert.Equal("JobCancellation", (string)message["messageType"]!);
        Assert.Contains(runner.JobId, (string)message["body"]!);
        Assert.Contains("00:05:00", (string)message["body"]!);
        Assert.Null(run.Conclusion);

        await runner.CompleteAsync("canceled");
        await run.Completion.OrFail();
        Assert.Equal(JobConclusion.Cancelled, run.Conclusion);
    }

    [Fact]
    public async Task Cancelling_by_force_takes_the_job_from_its_runner()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        var run = service.Submit(TestService.Hello);
        await listener.NextAsync().OrFail();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();

        run.Cancel(force: true);
        await run.Completion.OrFail();
        Assert.Equal(JobConclusion.Cancelled, run.Conclusion);
        var renewal = (await runner.RenewAsync()).Expect(HttpStatusCode.NotFound);
        Assert.Equal("actions-run-service", (string)renewal.Json["source"]!);
        (await runner.CompleteAsync()).Expect(HttpStatusCode.NotFound);
        Assert.Equal("canceled", (string)(await listener.NextOfAsync("JobCompleted").OrFail())["result"]!);
    }

    [Fact]
    public async Task Events_can_be_read_by_several_readers_from_the_start()
    {
        await using var service = await TestService.StartAsync();
        var run = service.Submit(TestService.Hello);
        var early = TestService.EventsAsync(run);
        run.Cancel();
        var late = await TestService.EventsAsync(run).OrFail();
        Assert.Equal(await early.OrFail(), late);
        Assert.IsType<RunCompleted>(late[^1]);
    }

    [Fact]
    public async Task Stopping_the_service_ends_its_runs_and_its_polls()
    {
        var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        var run = service.Submit(TestService.Hello.Replace("demo", "nowhere"));
        var poll = listener.PollAsync();
        await service.DisposeAsync().AsTask().OrFail();
        await run.Completion.OrFail();
        Assert.Equal(JobConclusion.Cancelled, run.Conclusion);
        Assert.IsType<RunCompleted>((await TestService.EventsAsync(run).OrFail())[^1]);
        await Task.WhenAny(poll).OrFail();
    }

    private static async Task PumpAsync(ListenerDouble listener, WorkflowRun run)
    {
        while (run.Conclusion is null)
        {
            await listener.NextAsync(1);
        }
    }
}
