using Deskrun.GitHub.Tests.Service;
using static Deskrun.GitHub.Tests.ScaleSets.Listening;

namespace Deskrun.GitHub.Tests.ScaleSets;

public sealed class ListenerMessageTests
{
    [Fact]
    public async Task A_message_is_handled_whole_before_it_is_acknowledged()
    {
        await using var listening = await StartAsync();
        var acknowledgedEarly = false;
        listening.Handler.Meanwhile = (_, _) =>
        {
            acknowledgedEarly |= listening.Service.Of("acknowledge").Count > 0;
            return Task.CompletedTask;
        };

        listening.Send(
            4,
            2,
            Item("JobAssigned", "a"),
            Item("JobStarted", "b", extra: ""","runnerName":"r" """),
            Item("JobCompleted", "c", extra: ""","result":"failed" """)
        );

        await listening.Handler.ExpectAsync("assigned a", "started b on r", "completed c failed", "now 2");
        Assert.Equal(4, await listening.Metrics.HandledAsync());
        Assert.False(acknowledgedEarly);
        Assert.Equal("/queue/message/4", listening.Service.Of("acknowledge").Single().Path);
    }

    [Fact]
    public async Task The_next_poll_asks_for_what_comes_after_the_acknowledged_message()
    {
        await using var listening = await StartAsync();
        listening.Send(4, 0);
        await listening.Metrics.HandledAsync();
        listening.Send(5, 0);
        await listening.Metrics.HandledAsync();

        var polls = listening.Service.Of("poll");
        Assert.Equal("", polls[0].Query);
        Assert.Equal("?lastMessageId=4", polls[1].Query);
    }

    [Fact]
    public async Task Each_poll_says_the_capacity_of_that_moment()
    {
        await using var listening = await PrepareAsync();
        listening.Handler.MaxCapacity = 3;
        listening.Start();
        listening.Handler.Meanwhile = (_, _) =>
        {
            listening.Handler.MaxCapacity = 8;
            return Task.CompletedTask;
        };
        listening.Send(1, 0);
        await listening.Metrics.HandledAsync();
        listening.Send(2, 0);
        await listening.Metrics.HandledAsync();

        Assert.Equal("8", listening.Service.Of("poll")[1].Header("X-ScaleSetMaxCapacity"));
    }

    [Theory]
    [InlineData(202)]
    [InlineData(200)]
    public async Task An_empty_poll_repeats_the_last_statistics(int status)
    {
        await using var listening = await StartAsync();
        listening.Send(1, 3);
        await listening.Handler.ExpectAsync("now 3");
        await listening.Metrics.HandledAsync();
        listening.Service.Next("poll", new Answer(status));
        listening.Service.Queue.AddEmpty();

        await listening.Handler.ExpectAsync("still 3");
    }

    [Fact]
    public async Task A_message_with_statistics_alone_is_handled_and_acknowledged()
    {
        await using var listening = await StartAsync();
        listening.Service.Queue.Add(6, "", Counts(2));

        await listening.Handler.ExpectAsync("now 2");
        Assert.Equal(6, await listening.Metrics.HandledAsync());
    }

    [Fact]
    public async Task What_is_unknown_is_told_and_acknowledged_and_does_not_stop_the_rest()
    {
        await using var listening = await StartAsync();
        listening.Service.Queue.Add(1, "x", Counts(0), type: "RunnerScaleSetTomorrow");
        listening.Send(2, 1, Item("JobPaused", "p"), Item("JobAssigned", "a"));

        await listening.Handler.ExpectAsync("now 0", "assigned a", "now 1");
        Assert.Equal(1, await listening.Metrics.HandledAsync());
        Assert.Equal(2, await listening.Metrics.HandledAsync());
        Assert.Equal(["message RunnerScaleSetTomorrow", "item JobPaused"], listening.Metrics.Skips);
    }

    [Fact]
    public async Task The_same_completion_twice_is_told_twice_and_harms_nothing()
    {
        await using var listening = await StartAsync();
        var completion = Item("JobCompleted", "a", extra: ""","result":"succeeded" """);
        listening.Send(1, 0, completion);
        listening.Send(2, 0, completion);

        await listening.Handler.ExpectAsync("completed a succeeded", "now 0", "completed a succeeded", "now 0");
        await listening.Metrics.HandledAsync();
        await listening.Metrics.HandledAsync();
        Assert.Equal(0, listening.Service.Queue.Count);
    }

    [Fact]
    public async Task A_message_whose_handling_fails_comes_again()
    {
        await using var listening = await StartAsync();
        var failures = 2;
        listening.Handler.Meanwhile = (line, _) =>
            line == "assigned a" && failures-- > 0 ? throw new IOException("disk full") : Task.CompletedTask;
        listening.Send(1, 1, Item("JobAssigned", "a"));

        await listening.Handler.ExpectAsync("assigned a", "assigned a", "assigned a", "now 1");
        Assert.Equal(1, await listening.Metrics.HandledAsync());
        Assert.Single(listening.Service.Of("acknowledge"));
        Assert.Equal([1, 2], listening.Time.Waits.Select(wait => wait.TotalSeconds));
        Assert.Null(listening.Listener.Status.Problem);
    }

    [Fact]
    public async Task A_message_that_never_can_be_handled_is_given_up_and_told()
    {
        await using var listening = await StartAsync();
        listening.Handler.Meanwhile = (line, _) =>
            line == "assigned poison" ? throw new InvalidOperationException("never") : Task.CompletedTask;
        listening.Send(1, 1, Item("JobAssigned", "poison"));
        listening.Send(2, 1, Item("JobAssigned", "good"));

        Assert.Equal(1, await listening.Metrics.HandledAsync());
        Assert.Equal(2, await listening.Metrics.HandledAsync());
        Assert.Equal(5, listening.Handler.All.Count(line => line == "assigned poison"));
        Assert.Contains(listening.Metrics.Problems, problem => problem.Contains("given up after 5 tries"));
    }

    [Fact]
    public async Task A_message_whose_acknowledgement_fails_comes_again()
    {
        await using var listening = await StartAsync();
        listening.Service.Next("acknowledge", new(400), new(500));
        listening.Send(1, 1, Item("JobAssigned", "a"));

        await listening.Handler.ExpectAsync("assigned a", "now 1", "assigned a", "now 1");
        Assert.Equal(1, await listening.Metrics.HandledAsync());
        Assert.Equal(0, listening.Service.Queue.Count);
    }

    [Fact]
    public async Task Statistics_that_contradict_their_own_message_are_corrected_and_asked_for_again()
    {
        await using var listening = await StartAsync();
        listening.Service.Healthy.Statistics = Counts(2);
        listening.Send(1, 0, Item("JobAssigned", "a"), Item("JobAssigned", "b"), Item("JobAssigned", "b"));

        await listening.Handler.ExpectAsync("assigned a", "assigned b", "assigned b", "now 2", "now 2");
        Assert.Single(listening.Service.Of("get scale set"));
        listening.Service.Queue.AddEmpty();
        await listening.Handler.ExpectAsync("still 2");
        Assert.Single(listening.Service.Of("get scale set"));
    }

    [Fact]
    public async Task Statistics_that_still_lag_when_asked_again_are_believed_at_the_next_empty_poll()
    {
        await using var listening = await StartAsync();
        listening.Service.Healthy.Statistics = Counts(0);
        listening.Send(1, 0, Item("JobAssigned", "a"));
        await listening.Handler.ExpectAsync("assigned a", "now 1");
        await listening.Metrics.HandledAsync();

        listening.Service.Queue.AddEmpty();

        await listening.Handler.ExpectAsync("still 0");
    }

    [Fact]
    public async Task A_job_that_was_assigned_and_ended_in_one_message_is_no_contradiction()
    {
        await using var listening = await StartAsync();
        listening.Send(1, 0, Item("JobAssigned", "a"), Item("JobCompleted", "a", extra: ""","result":"canceled" """));

        await listening.Handler.ExpectAsync("assigned a", "completed a canceled", "now 0");
        await listening.Metrics.HandledAsync();
        Assert.Empty(listening.Service.Of("get scale set"));
    }
}
