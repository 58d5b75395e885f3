using Deskrun.Pools.Scaling;

namespace Deskrun.Pools.Tests;

public class CrashBackoffTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_failure_costs_nothing()
    {
        var backoff = new CrashBackoff(() => 0.5);
        backoff.Failed(1, 3, Start);
        Assert.Equal(3, backoff.Allowed(3, 0, Start));
    }

    [Fact]
    public void Further_ones_wait_twice_as_long_up_to_a_minute()
    {
        var backoff = new CrashBackoff(() => 0.5);
        var now = Start;
        var waits = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            backoff.Failed(i + 1, i + 1, now);
            waits.Add((backoff.Until - now).TotalSeconds);
            now += TimeSpan.FromMinutes(2);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], waits.Skip(1));
    }

    [Fact]
    public void A_burst_of_failures_counts_once()
    {
        var backoff = new CrashBackoff(() => 0.5);
        for (var i = 1; i <= 10; i++)
        {
            backoff.Failed(i, 10, Start.AddSeconds(i));
        }

        Assert.Equal(1, backoff.Failures);
    }

    [Fact]
    public void After_the_wait_one_at_a_time_is_tried_until_one_works()
    {
        var backoff = new CrashBackoff(() => 0.5);
        backoff.Failed(1, 1, Start);
        backoff.Failed(2, 2, Start.AddSeconds(2));
        Assert.Equal(0, backoff.Allowed(5, 0, Start.AddSeconds(2)));
        Assert.Equal(1, backoff.Allowed(5, 0, Start.AddSeconds(9)));
        Assert.Equal(0, backoff.Allowed(5, 1, Start.AddSeconds(9)));
        Assert.True(backoff.Recovered());
        Assert.Equal(5, backoff.Allowed(5, 1, Start.AddSeconds(9)));
    }
}
