using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using static Deskrun.GitHub.Tests.ScaleSets.Listening;

namespace Deskrun.GitHub.Tests.ScaleSets;

public sealed class ListenerFailureTests
{
    [Fact]
    public async Task A_session_held_by_another_listener_is_waited_for_and_never_deleted()
    {
        await using var listening = await PrepareAsync();
        listening.Service.Healthy.Session = "somebody-elses";
        var opened = 0;
        listening.Service.Always(
            "open session",
            _ =>
            {
                if (++opened == 4)
                {
                    listening.Service.Healthy.Session = null;
                }

                return null;
            }
        );
        listening.Start();

        var status = await listening.Metrics.UntilAsync(ListenerState.Conflict);
        Assert.Contains("Another listener", status.Problem);
        await listening.Handler.ExpectAsync("now 0");
        Assert.Equal([33, 33, 33], listening.Time.Waits.Select(wait => wait.TotalSeconds));
        Assert.Empty(listening.Service.Of("delete session"));
        await listening.Metrics.UntilAsync(ListenerState.Listening);
    }

    [Fact]
    public async Task A_session_that_was_dropped_is_replaced_and_the_cursor_is_kept()
    {
        await using var listening = await StartAsync();
        listening.Send(7, 0);
        await listening.Handler.ExpectAsync("now 0");
        await listening.Metrics.HandledAsync();
        listening.Service.Healthy.Statistics = Counts(4);
        listening.Service.Healthy.Session = null;
        listening.Service.Healthy.QueueToken = "dropped";
        listening.Service.Queue.AddEmpty();
        listening.Service.Queue.AddEmpty();

        await listening.Handler.UntilAsync("now 4");
        await listening.Handler.UntilAsync("still 4");

        Assert.Equal(2, listening.Service.Of("open session").Count);
        var last = listening.Service.Requests.Last(seen => seen.Route == "open session");
        var after = listening.Service.Requests.SkipWhile(seen => seen != last);
        Assert.Equal("?lastMessageId=7", after.First(seen => seen.Route == "poll").Query);
    }

    [Fact]
    public async Task The_counts_of_a_session_that_replaced_a_dropped_one_do_not_wait_for_the_end_of_its_poll()
    {
        await using var listening = await PrepareAsync();
        var polls = 0;
        listening.Service.Always(
            "poll",
            _ =>
            {
                if (++polls > 1)
                {
                    return null;
                }

                listening.Service.Healthy.Statistics = Counts(4);
                listening.Service.Healthy.Session = null;
                return new(401);
            }
        );
        listening.Start();

        await listening.Handler.ExpectAsync("now 0", "now 4");
        Assert.Equal(2, listening.Service.Of("open session").Count);
    }

    [Fact]
    public async Task A_service_that_counts_from_1_again_after_it_dropped_the_session_is_heard()
    {
        await using var listening = await StartAsync();
        listening.Send(70, 0);
        await listening.Handler.ExpectAsync("now 0");
        await listening.Metrics.HandledAsync();
        listening.Service.Healthy.Statistics = Counts(4);
        listening.Service.Healthy.Session = null;
        listening.Service.Healthy.QueueToken = "dropped";
        listening.Service.Queue.AddEmpty();
        await listening.Handler.UntilAsync("now 4");

        listening.Send(1, 9);
        listening.Service.Queue.AddEmpty();

        await listening.Handler.UntilAsync("now 9");
        Assert.Equal(1, await listening.Metrics.HandledAsync());
    }

    [Fact]
    public async Task A_scale_set_that_is_gone_is_made_again_and_listened_to()
    {
        await using var listening = await PrepareAsync();
        var old = listening.ScaleSet;
        listening.Service.Healthy.ScaleSets.Clear();
        var made = 0;
        listening.Start(options =>
            options with
            {
                RecreateScaleSet = _ => Task.FromResult(made = listening.Service.Healthy.AddScaleSet("a")),
            }
        );

        var missing = await listening.Metrics.UntilAsync(ListenerState.ScaleSetMissing);
        Assert.Equal(old, missing.ScaleSetId);
        await listening.Handler.ExpectAsync("now 0");
        Assert.NotEqual(old, made);
        Assert.Equal(made, listening.Listener.Status.ScaleSetId);
        Assert.Equal([made], listening.Handler.Remade);
    }

    [Fact]
    public async Task A_scale_set_that_vanishes_while_it_is_listened_to_starts_a_new_count_of_messages()
    {
        await using var listening = await PrepareAsync();
        listening.Start(options =>
            options with
            {
                RecreateScaleSet = _ => Task.FromResult(listening.Service.Healthy.AddScaleSet("a")),
            }
        );
        await listening.Handler.ExpectAsync("now 0");
        listening.Send(50, 1);
        await listening.Handler.ExpectAsync("now 1");
        await listening.Metrics.HandledAsync();
        listening.Service.Healthy.ScaleSets.Clear();
        listening.Service.Healthy.Session = null;
        listening.Service.Healthy.QueueToken = "dropped";
        listening.Service.Queue.AddEmpty();
        await listening.Handler.UntilAsync("now 0");

        listening.Send(1, 2);

        // The empty answer may go to the poll of the old session or to one of the new: both are right.
        await listening.Handler.UntilAsync("now 2");
    }

    [Fact]
    public async Task A_service_that_was_restarted_and_forgot_everything_is_learned_anew()
    {
        await using var listening = await PrepareAsync();
        using var client = listening.Service.Client(listening.Time);
        var spec = new ScaleSetSpec { Name = "a" };
        listening.Start(options =>
            options with
            {
                RecreateScaleSet = async stop => (await client.EnsureScaleSetAsync(spec, stop)).ScaleSet.Id,
            }
        );
        await listening.Handler.ExpectAsync("now 0");
        listening.Send(9, 1);
        await listening.Handler.ExpectAsync("now 1");
        await listening.Metrics.HandledAsync();
        var healthy = listening.Service.Healthy;
        (healthy.AdminToken, healthy.QueueToken, healthy.Session) = ("forgotten", "forgotten", null);
        healthy.ScaleSets.Clear();
        listening.Service.Queue.AddEmpty();
        await listening.Handler.UntilAsync("now 0");

        listening.Send(1, 2, Item("JobAssigned", "b"));

        await listening.Handler.UntilAsync("now 2");
        Assert.Equal(1, await listening.Metrics.HandledAsync());
        Assert.Equal("a", (string?)Assert.Single(healthy.ScaleSets).Value["name"]);
    }

    [Fact]
    public async Task Making_the_scale_set_again_is_tried_until_it_succeeds()
    {
        await using var listening = await PrepareAsync();
        listening.Service.Healthy.ScaleSets.Clear();
        var tries = 0;
        listening.Start(options =>
            options with
            {
                RecreateScaleSet = _ =>
                    ++tries < 3
                        ? throw new InvalidOperationException("not yet")
                        : Task.FromResult(listening.Service.Healthy.AddScaleSet("a")),
            }
        );

        await listening.Handler.ExpectAsync("now 0");
        Assert.Equal(3, tries);
        Assert.Contains("not yet", listening.Metrics.Problems);
    }

    [Fact]
    public async Task Bursts_of_errors_are_waited_out_with_growing_waits_and_the_services_own_wish()
    {
        await using var listening = await PrepareAsync();
        listening.Service.Next(
            "poll",
            new(500),
            new(502),
            new Answer(503).With("Retry-After", "25"),
            new(404),
            new(404)
        );
        listening.Start();
        listening.Send(1, 3);

        await listening.Handler.ExpectAsync("now 0");
        string line;
        do
        {
            line = await listening.Handler.NextAsync();
        } while (line == "now 0");

        Assert.Equal("now 3", line);
        Assert.Equal([1, 2, 26, 8], listening.Time.Waits.Select(wait => wait.TotalSeconds));
        await listening.Metrics.HandledAsync();
        Assert.Equal(0, listening.Listener.Status.Failures);
    }

    [Fact]
    public async Task A_listener_is_healthy_while_polls_are_answered_and_not_after_90_seconds_of_silence()
    {
        await using var listening = await PrepareAsync();
        listening.Start();
        await listening.Handler.ExpectAsync("now 0");
        Assert.True(listening.Listener.IsHealthy);
        listening.Service.Always("poll", _ => new Answer(503));
        listening.Service.Queue.AddEmpty();
        while (listening.Listener.IsHealthy)
        {
            await listening.Metrics.UntilAsync(ListenerState.Retrying);
        }

        Assert.True(listening.Time.GetUtcNow() - listening.Listener.LastGoodPoll >= TimeSpan.FromSeconds(90));
        Assert.Contains("503", listening.Listener.Status.Problem);
        listening.Service.Always("poll", _ => null);
        listening.Send(1, 1);
        Assert.Equal(1, await listening.Metrics.HandledAsync());
        Assert.True(listening.Listener.IsHealthy);
        Assert.Null(listening.Listener.Status.Problem);
    }

    [Fact]
    public async Task Empty_answers_that_come_at_once_slow_the_listener_down()
    {
        await using var listening = await PrepareAsync();
        var polls = 0;
        listening.Service.Always("poll", _ => ++polls <= 8 ? new Answer(200) : null);
        listening.Start();

        await listening.Handler.ExpectAsync(["now 0", .. Enumerable.Repeat("still 0", 8)]);
        listening.Send(1, 1);
        await listening.Handler.ExpectAsync("now 1");
        Assert.Equal([0.5, 1, 2], listening.Time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task A_credential_that_is_refused_is_told_and_tried_again()
    {
        await using var listening = await PrepareAsync();
        listening.Service.Next("registration token", new Answer(401), new Answer(404));
        listening.Start();

        var status = await listening.Metrics.UntilAsync(ListenerState.Retrying);
        Assert.Contains("credential", status.Problem);
        await listening.Handler.ExpectAsync("now 0");
        Assert.DoesNotContain(listening.Metrics.Problems, problem => problem.Contains("scale set is gone"));
    }
}
