using System.Text.RegularExpressions;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Pools.Timeline;
using Deskrun.Rendering;
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

    [Fact]
    public async Task What_keeps_an_installation_from_serving_is_told_once_off_a_terminal()
    {
        var cli = place.NewCli();
        var asked = 0;
        var several = new TaskCompletionSource();
        var often = TimeSpan.FromMilliseconds(5);
        await using (var view = new UpView(place.Context(cli), plain: false, json: false, often))
        {
            view.Watch(() =>
            {
                if (++asked == 3)
                {
                    several.TrySetResult();
                }

                return new UpStatus
                {
                    Running = true,
                    Installations =
                    [
                        new ServedStatus
                        {
                            Name = "mine",
                            Repository = "https://github.com/o/r",
                            Backend = "local",
                            Mode = "process",
                            State = ServedStates.Blocked,
                            Cause = "it needs the official runner",
                        },
                    ],
                };
            });
            await several.Task.WaitAsync(TestLimits.Wait, TestContext.Current.CancellationToken);
        }

        Assert.Equal($"mine: blocked: it needs the official runner{Environment.NewLine}", cli.Error);
    }

    [Theory]
    [InlineData(true, "\e[32mlistening\e[0m", "\e[33mdemo: no room\e[0m", "\e[36mrunning\e[0m")]
    [InlineData(false, "listening", "demo: no room", "running")]
    public void The_state_has_colours_where_they_are_wanted_and_keeps_its_columns(bool wanted, params string[] parts)
    {
        using var plain = new StringWriter();
        using var text = new StringWriter();
        StatusText.Write(plain, Served, Now);
        StatusText.Write(text, Served, Now, new Palette(wanted));

        Assert.All(parts, part => Assert.Contains(part, text.ToString()));
        Assert.Equal(wanted, text.ToString().Contains('\e'));
        Assert.Equal(plain.ToString(), Regex.Replace(text.ToString(), "\e\\[[0-9]+m", ""));
    }

    [Theory]
    [InlineData("succeeded", 32)]
    [InlineData("failed", 31)]
    [InlineData("canceled", 33)]
    public void The_end_of_a_job_has_the_colour_of_its_result_and_no_control_characters_of_a_job(
        string result,
        int code
    )
    {
        var step = Step("build\e[2J") with { Step = TimelineStep.JobCompleted, Detail = result };

        Assert.Equal(
            $"\e[2m03:04:05Z set |\e[0m \e[{code}mjob completed build on r-1: {result}\e[0m",
            StepLine.Of(step, new Palette(Enabled: true))
        );
    }

    private static DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 15, TimeSpan.Zero);

    private static UpStatus Served { get; } =
        new()
        {
            Running = true,
            Runner = "fake runner",
            Installations =
            [
                new()
                {
                    Name = "demo",
                    Repository = "https://github.com/octo/demo",
                    Backend = "local",
                    Mode = "process",
                    State = ServedStates.Listening,
                    Cause = "no room",
                    ScaleSets =
                    [
                        new()
                        {
                            Name = "demo",
                            Healthy = true,
                            MinRunners = 0,
                            MaxRunners = 5,
                            Assigned = 1,
                            Desired = 1,
                            Draining = false,
                            LastPoll = Now.AddSeconds(-3),
                            Runners = [new("r-1", "running", Now.AddSeconds(-9), "1", "build", 7)],
                        },
                    ],
                },
            ],
        };

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
