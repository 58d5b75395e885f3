using Deskrun.Pools.Lifecycle;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.Pools.Tests;

public sealed class TimerGrainTests
{
    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(1, 1)]
    [InlineData(1.0001, 2)]
    [InlineData(2500, 2500)]
    public void A_wait_is_never_shorter_than_what_a_timer_can_count(double wait, double rounded) =>
        Assert.Equal(rounded, TimerGrain.RoundUp(TimeSpan.FromMilliseconds(wait)).TotalMilliseconds);

    [Fact]
    public void A_wait_for_less_than_a_millisecond_does_not_end_before_the_clock_moves()
    {
        var time = new FakeTimeProvider();

        var wait = Task.Delay(TimerGrain.RoundUp(TimeSpan.FromMilliseconds(0.4)), time);

        Assert.False(wait.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(wait.IsCompleted);
    }
}
