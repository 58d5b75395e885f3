using Deskrun.Commands.Installations.Serving;
using Deskrun.Pools.Timeline;
using Deskrun.Testing;

namespace Deskrun.Tests.Installations;

public sealed class UpViewTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Steps_are_lines_off_a_terminal_without_a_jobs_control_characters()
    {
        var cli = place.NewCli();
        await using (var view = new UpView(place.Context(cli), plain: false, json: false))
        {
            view.Add(Step("build\e[2J\n"));
        }

        Assert.Equal("03:04:05Z set | job started build on r-1: fine\n", cli.Output);
    }

    [Fact]
    public async Task Steps_are_json_lines_on_request()
    {
        var cli = place.NewCli();
        await using (var view = new UpView(place.Context(cli), plain: false, json: true))
        {
            view.Add(Step("build"));
        }

        Assert.StartsWith(
            "{\"at\":\"2026-01-02T03:04:05+00:00\",\"step\":\"JobStarted\",\"scaleSet\":\"set\"",
            cli.Output
        );
    }

    [Fact]
    public async Task On_a_terminal_the_state_stays_below_the_steps_and_goes_at_the_end()
    {
        var cli = place.NewCli();
        var context = place.Context(cli);
        context = context with { Terminal = context.Terminal with { OutIsTerminal = true, Color = true } };
        var watched = new TaskCompletionSource();
        await using (var view = new UpView(context, plain: false, json: false))
        {
            view.Watch(() =>
            {
                watched.TrySetResult();
                return new UpStatus
                {
                    Running = true,
                    Runner = "fake runner",
                    Installations = [],
                };
            });
            view.Add(Step("build"));
            await watched.Task.WaitAsync(TestLimits.Wait, TestContext.Current.CancellationToken);
        }

        Assert.Contains("job started build", cli.Output);
        Assert.Contains("deskrun up: running", cli.Output);
        Assert.EndsWith("\e[J\e[?25h", cli.Output);
    }

    private static TimelineEvent Step(string job) =>
        new()
        {
            At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Step = TimelineStep.JobStarted,
            ScaleSet = "set",
            JobId = "1",
            JobName = job,
            RunnerName = "r-1",
            Detail = "fine",
        };
}
