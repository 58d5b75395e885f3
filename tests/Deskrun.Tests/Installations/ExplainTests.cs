using System.Text.Json.Nodes;
using Deskrun.Commands.Installations.Explaining;
using Deskrun.Commands.Installations.Journaling;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Pools.Timeline;

namespace Deskrun.Tests.Installations;

public sealed class ExplainTests : IDisposable
{
    private const string Done = "11111111-aaaa";
    private const string Waiting = "22222222-bbbb";
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly TimelineEvent[] Journal =
    [
        Step(0, TimelineStep.JitMade, runner: "r-1"),
        Step(10, TimelineStep.ComputeStarted, runner: "r-1"),
        Step(20, TimelineStep.Assigned, job: Done),
        Step(30, TimelineStep.JobStarted, job: Done, runner: "r-1"),
        Step(40, TimelineStep.Assigned, job: Waiting),
        Step(50, TimelineStep.JobCompleted, job: Done, runner: "r-1", detail: "succeeded"),
        Step(60, TimelineStep.ComputeGone, runner: "r-1"),
        Step(70, TimelineStep.JitMade, runner: "r-2"),
        Step(80, TimelineStep.Trouble, runner: "r-2", detail: "it never registered"),
    ];

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("42", 2)]
    [InlineData(Done, 1)]
    [InlineData("111111", 1)]
    [InlineData("11111", 0)]
    [InlineData("build", 2)]
    [InlineData("r-1", 1)]
    [InlineData("r-2", 1)]
    [InlineData("0", 0)]
    [InlineData("", 0)]
    public void A_run_a_job_or_a_runner_is_found(string query, int stories) =>
        Assert.Equal(stories, StoryFinder.Find(Journal, query).Count);

    [Fact]
    public void A_jobs_story_holds_its_runners_steps_too()
    {
        var story = Assert.Single(StoryFinder.Find(Journal, "r-1"));

        Assert.Equal((Done, "completed", "succeeded", "r-1"), (story.JobId, story.State, story.Result, story.Runner));
        Assert.Equal(
            ["jit made", "compute started", "assigned", "job started", "job completed", "compute gone"],
            story.Steps.Select(step => step.Step)
        );
        Assert.Equal([0, 10, 20, 30, 50, 60], story.Steps.Select(step => step.AfterMs));
    }

    [Fact]
    public void A_job_whose_runner_is_gone_without_a_message_of_its_end_is_lost_and_says_why()
    {
        TimelineEvent[] journal =
        [
            Step(0, TimelineStep.ComputeStarted, runner: "r-1"),
            Step(10, TimelineStep.JobStarted, job: Done, runner: "r-1"),
            Step(20, TimelineStep.ComputeGone, runner: "r-1", detail: "the service has forgotten it"),
        ];
        var lost = StoryCause.With(Assert.Single(StoryFinder.Find(journal, "r-1")), null);

        Assert.Equal("lost", lost.State);
        Assert.Equal("no message told its end: the service has forgotten it", lost.Cause);

        var late = Step(30, TimelineStep.JobCompleted, job: Done, runner: "r-1", detail: "failed");
        Assert.Equal("completed", Assert.Single(StoryFinder.Find([.. journal, late], "r-1")).State);
    }

    [Fact]
    public void A_runner_without_a_job_has_a_story_of_its_own()
    {
        var story = Assert.Single(StoryFinder.Find(Journal, "r-2"));

        Assert.Equal((null, "alive", "it never registered"), (story.JobId, story.State, story.Cause));
    }

    [Fact]
    public void A_job_waits_because_nobody_listens()
    {
        var story = StoryCause.With(Assert.Single(StoryFinder.Find(Journal, Waiting)), null);

        Assert.Equal("waiting", story.State);
        Assert.Contains("start it with: deskrun up", story.Cause);
    }

    [Fact]
    public void A_job_waits_because_of_what_blocks_its_scale_set()
    {
        var story = Assert.Single(StoryFinder.Find(Journal, Waiting));

        Assert.Equal("no room", StoryCause.With(story, Up(Set() with { Cause = "no room" })).Cause);
        Assert.Contains("the one runner of set is taken", StoryCause.With(story, Up(Set(Runner("other")))).Cause);
        Assert.Contains("is starting", StoryCause.With(story, Up(Set(Runner(Waiting)))).Cause);
        Assert.Contains("does not serve set", StoryCause.With(story, Up(Set() with { Name = "else" })).Cause);
    }

    [Fact]
    public void A_completed_job_has_no_cause()
    {
        var story = StoryCause.With(Assert.Single(StoryFinder.Find(Journal, Done)), null);

        Assert.Null(story.Cause);
    }

    [Fact]
    public async Task The_command_tells_the_story_as_a_table_and_as_json()
    {
        using (var journal = new JournalFile(place.Home, TimeProvider.System))
        {
            Journal.ToList().ForEach(journal.Add);
        }

        var table = await place.RunAsync("explain", "42");
        var json = await place.RunAsync("explain", "42", "-o", "json");

        Assert.Equal(ExitCodes.Success, table.Code);
        Assert.Contains($"Job build ({Done}), run 42, scale set set, 2026-01-02: completed (succeeded)", table.Output);
        Assert.Contains("Cause: no deskrun up runs", table.Output);
        Assert.Contains("\n03:04:05.030Z  +30 ms", table.Output);
        var stories = JsonNode.Parse(json.Output)!["stories"]!.AsArray();
        Assert.Equal([Done, Waiting], stories.Select(story => (string)story!["jobId"]!));
    }

    [Fact]
    public async Task What_the_journal_does_not_know_is_an_error_that_names_it()
    {
        var ended = await place.RunAsync("explain", "42");

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains(place.Home.Journal, ended.Error);
    }

    private static TimelineEvent Step(
        int after,
        TimelineStep step,
        string? job = null,
        string? runner = null,
        string? detail = null
    ) =>
        new()
        {
            At = Start.AddMilliseconds(after),
            Step = step,
            ScaleSet = "set",
            JobId = job,
            JobName = job is null ? null : "build",
            WorkflowRunId = job is null ? 0 : 42,
            RunnerName = runner,
            Detail = detail,
        };

    private static UpStatus Up(ScaleSetStatus set) =>
        new()
        {
            Running = true,
            Installations =
            [
                new()
                {
                    Name = "a",
                    Repository = "r",
                    Backend = "local",
                    Mode = "process",
                    State = ServedStates.Listening,
                    ScaleSets = [set],
                },
            ],
        };

    private static ScaleSetStatus Set(params RunnerView[] runners) =>
        new()
        {
            Name = "set",
            Healthy = true,
            MinRunners = 0,
            MaxRunners = 1,
            Assigned = 1,
            Desired = 1,
            Draining = false,
            Runners = runners,
        };

    private static RunnerView Runner(string job) => new("r-9", "starting", Start, job, "build", 42);
}
