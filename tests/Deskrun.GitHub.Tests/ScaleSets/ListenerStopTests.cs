using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using static Deskrun.GitHub.Tests.ScaleSets.Listening;

namespace Deskrun.GitHub.Tests.ScaleSets;

public sealed class ListenerStopTests
{
    [Fact]
    public async Task A_stopped_listener_ends_its_poll_and_its_session()
    {
        await using var listening = await StartAsync();

        await listening.StopAsync();

        Assert.Null(listening.Service.Healthy.Session);
        Assert.Equal(ListenerState.Stopped, listening.Listener.Status.State);
        Assert.False(listening.Listener.IsHealthy);
    }

    [Fact]
    public async Task A_message_that_has_arrived_is_finished_before_the_end()
    {
        await using var listening = await StartAsync();
        var go = new TaskCompletionSource();
        listening.Handler.Meanwhile = async (line, cancellation) =>
        {
            if (line == "assigned a")
            {
                await go.Task.WaitAsync(cancellation);
            }
        };
        listening.Send(1, 1, Item("JobAssigned", "a"));
        await listening.Handler.ExpectAsync("assigned a");

        listening.BeginStop();
        go.SetResult();

        await listening.Ended;
        await listening.Handler.ExpectAsync("now 1");
        Assert.Single(listening.Service.Of("acknowledge"));
        Assert.Null(listening.Service.Healthy.Session);
    }

    [Fact]
    public async Task A_forced_stop_ends_the_handling_and_leaves_the_message_for_the_next_listener()
    {
        await using var listening = await StartAsync();
        listening.Handler.Meanwhile = (_, cancellation) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        listening.Send(1, 1, Item("JobAssigned", "a"));
        await listening.Handler.ExpectAsync("assigned a");

        listening.BeginStop();
        listening.Kill();

        await listening.Ended;
        Assert.Empty(listening.Service.Of("acknowledge"));
        Assert.Equal(1, listening.Service.Queue.Count);
        Assert.Null(listening.Service.Healthy.Session);
    }

    [Fact]
    public async Task The_end_does_not_wait_for_ever_for_a_service_that_does_not_answer()
    {
        await using var listening = await StartAsync();
        listening.Service.Always("delete session", _ => new Answer(503).With("Retry-After", "100"));

        await listening.StopAsync();

        Assert.Equal(ListenerState.Stopped, listening.Listener.Status.State);
        Assert.Contains(listening.Metrics.Problems, problem => problem.Contains("ending the message session"));
    }

    [Fact]
    public async Task A_listener_that_waits_for_a_conflict_stops_at_once()
    {
        await using var listening = await PrepareAsync();
        listening.Service.Healthy.Session = "somebody-elses";
        listening.Start();
        await listening.Metrics.UntilAsync(ListenerState.Conflict);

        await listening.StopAsync();

        Assert.Equal("somebody-elses", listening.Service.Healthy.Session);
    }

    [Fact]
    public async Task A_listener_runs_once()
    {
        await using var listening = await StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => listening.Listener.RunAsync(default));
    }
}
