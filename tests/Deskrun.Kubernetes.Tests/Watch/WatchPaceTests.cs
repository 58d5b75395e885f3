using Deskrun.Kubernetes.Tests.Doubles;
using Deskrun.Kubernetes.Watch;

namespace Deskrun.Kubernetes.Tests.Watch;

public sealed class WatchPaceTests
{
    private readonly QuickTime time = new();

    [Fact]
    public void A_watch_that_ended_as_agreed_is_renewed_at_once_but_not_twice_within_seconds()
    {
        var pace = new WatchPace(time, () => 0);

        Assert.Equal(TimeSpan.Zero, pace.AfterEnd());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(pace.AfterEnd() >= WatchPace.Shortest);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.Zero, pace.AfterEnd());
    }

    [Fact]
    public void Failures_wait_longer_each_time_up_to_a_limit_and_begin_anew_after_success()
    {
        var pace = new WatchPace(time, () => 0);
        var waits = Enumerable.Range(0, 6).Select(_ => pace.AfterFailure()).ToArray();

        Assert.Equal(WatchPace.Shortest, waits[0]);
        Assert.Equal(WatchPace.Shortest * 2, waits[1]);
        Assert.Equal(WatchPace.Longest, waits[5]);
        pace.Worked();
        Assert.Equal(WatchPace.Shortest, pace.AfterFailure());
    }

    [Fact]
    public void Jitter_only_lengthens_and_the_servers_wish_is_kept()
    {
        Assert.True(new WatchPace(time, () => 1).AfterFailure() > WatchPace.Shortest);
        Assert.Equal(TimeSpan.FromMinutes(1), new WatchPace(time, () => 1).AfterFailure(TimeSpan.FromMinutes(1)));
    }
}
