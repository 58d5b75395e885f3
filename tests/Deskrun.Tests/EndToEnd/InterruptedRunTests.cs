using System.Diagnostics;
using Deskrun.Testing;

namespace Deskrun.Tests.EndToEnd;

public sealed class InterruptedRunTests : IDisposable
{
    private const string Quick = "on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{run: echo hi}]\n";

    private const string Long = """
        on: push
        jobs:
          long:
            runs-on: x
            steps:
              - run: echo job-is-running; sleep 600 & wait
              - if: always()
                run: echo always-ran
        """;

    private readonly Product product = new();

    public void Dispose() => product.Dispose();

    [Fact]
    public async Task Ctrl_C_cancels_and_always_steps_still_run()
    {
        var run = product.Start("run", product.Workflow(Long));
        await run.SeeAsync("job-is-running");

        run.Interrupt();
        await run.EndAsync(TestLimits.Wait);

        Assert.True(run.ExitCode == 130, run.All);
        Assert.Contains("always-ran", run.Output);
        Assert.Contains("■ cancelled", run.Output);
        Assert.Empty(product.Left());
    }

    [Theory]
    [InlineData("run", "pipe.yml")]
    [InlineData("run", "test.yml", "--secret-file", "pipe.yml")]
    [InlineData("run", "test.yml", "--event-file", "pipe.yml")]
    [InlineData("add", "a", "-r", "http://localhost:1/o/r", "-m", "process", "--auth-file", "pipe.yml")]
    public async Task Ctrl_C_ends_the_wait_for_a_pipe_that_nobody_writes_to(params string[] arguments)
    {
        product.Workflow(Quick);
        var pipe = Path.Combine(product.Work, "pipe.yml");
        await Process.Start("mkfifo", pipe).WaitForExitAsync(TestContext.Current.CancellationToken);
        var run = product.Start(arguments);
        // A pipe can be opened for writing as soon as somebody reads.
        await using var writer = await Task.Run(
                () => new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite),
                TestContext.Current.CancellationToken
            )
            .WaitAsync(TestLimits.Wait, TestContext.Current.CancellationToken);

        run.Interrupt();
        await run.EndAsync(TestLimits.Wait);

        Assert.True(run.ExitCode == 130, run.All);
        Assert.Empty(product.Left());
    }

    [Fact]
    public async Task Ctrl_C_twice_stops_by_force_and_leaves_nothing()
    {
        var run = product.Start("run", product.Workflow(Long));
        await run.SeeAsync("job-is-running");

        run.Interrupt();
        await run.SeeAsync("cancelling");
        run.Interrupt();
        await run.EndAsync(TestLimits.Wait);

        Assert.True(run.ExitCode == 130, run.All);
        Assert.Empty(product.Left());
    }

    [Fact]
    public async Task A_time_that_runs_out_ends_with_124()
    {
        var run = await product.RunAsync("run", "--timeout", "4s", product.Workflow(Long));

        Assert.True(run.ExitCode == 124, run.All);
        Assert.Empty(product.Left());
    }

    [Fact]
    public async Task After_a_kill_in_the_middle_of_a_job_the_next_run_clears_every_leftover()
    {
        var killed = product.Start("run", product.Workflow(Long, "long.yml"));
        await killed.SeeAsync("job-is-running");
        killed.KillAlone();
        Assert.NotEmpty(product.Left());

        var next = await product.RunAsync("run", product.Workflow(Quick, "quick.yml"));

        Assert.True(next.ExitCode == 0, next.All);
        Assert.Empty(product.Left());
    }

    [Fact]
    public async Task A_runner_that_is_killed_fails_its_job_at_once_with_the_reason()
    {
        var run = product.Start("run", product.Workflow(Long));
        await run.SeeAsync("job-is-running");

        foreach (var pid in Leftovers.Processes(product.Home).Where(p => p != run.Id))
        {
            if (File.ReadAllText($"/proc/{pid}/cmdline").Contains("script-runner"))
            {
                System.Diagnostics.Process.GetProcessById(pid).Kill();
            }
        }

        await run.EndAsync(TestLimits.Wait);

        Assert.True(run.ExitCode == 1, run.All);
        Assert.Contains("ended in the middle of the job", run.Output);
        Assert.Empty(product.Left());
    }
}
