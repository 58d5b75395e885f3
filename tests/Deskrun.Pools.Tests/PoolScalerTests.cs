using Deskrun.Pools.Scaling;

namespace Deskrun.Pools.Tests;

public class PoolScalerTests
{
    [Theory]
    [InlineData(0, 5, 0, 0)]
    [InlineData(0, 5, 3, 3)]
    [InlineData(1, 5, 0, 1)]
    [InlineData(1, 5, 3, 4)]
    [InlineData(1, 5, 9, 5)]
    [InlineData(5, 5, 2, 5)]
    [InlineData(1, 5, -3, 1)]
    [InlineData(2, 5, int.MaxValue, 5)]
    public void Min_and_assigned_make_the_desired_count_up_to_max(int min, int max, int assigned, int desired) =>
        Assert.Equal(desired, PoolScaler.Desired(new PoolLimits(min, max), assigned));

    [Fact]
    public void Missing_runners_are_started()
    {
        var plan = PoolScaler.Plan(new PoolLimits(0, 10), new PoolDemand(7, false, false), new PoolCount(3, 0, 10));
        Assert.Equal(new ScalePlan(7, 4, 0), plan);
    }

    [Fact]
    public void The_machines_room_limits_what_is_started_and_removes_nothing()
    {
        var plan = PoolScaler.Plan(new PoolLimits(0, 10), new PoolDemand(7, true, false), new PoolCount(3, 3, 4));
        Assert.Equal(new ScalePlan(7, 1, 0), plan);
    }

    [Fact]
    public void Idle_ones_go_on_an_empty_poll_only()
    {
        var limits = new PoolLimits(1, 10);
        var count = new PoolCount(5, 3, 10);
        Assert.Equal(0, PoolScaler.Plan(limits, new PoolDemand(1, false, false), count).Remove);
        Assert.Equal(3, PoolScaler.Plan(limits, new PoolDemand(1, true, false), count).Remove);
    }

    [Fact]
    public void Never_more_go_than_are_idle()
    {
        var plan = PoolScaler.Plan(new PoolLimits(0, 10), new PoolDemand(0, true, false), new PoolCount(5, 2, 10));
        Assert.Equal(2, plan.Remove);
    }

    [Fact]
    public void A_closed_pool_wants_nobody()
    {
        var plan = PoolScaler.Plan(new PoolLimits(2, 10), new PoolDemand(4, false, true), new PoolCount(3, 2, 10));
        Assert.Equal(new ScalePlan(0, 0, 2), plan);
    }

    [Theory]
    [InlineData(0, 0, "maximum")]
    [InlineData(-1, 3, "negative")]
    [InlineData(4, 3, "above")]
    public void Limits_that_no_pool_can_keep_are_refused(int min, int max, string word)
    {
        var error = Assert.Throws<ArgumentException>(() => new PoolLimits(min, max).Checked());
        Assert.Contains(word, error.Message);
    }
}
