using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations;
using Deskrun.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.Tests.Installations;

public sealed class ServedInstallationTests
{
    private static readonly Installation Some = new()
    {
        Name = "a",
        Repository = "http://localhost/o/r",
        Backend = "local",
        Mode = "process",
    };

    [Fact]
    public async Task A_start_that_fails_is_tried_again_and_its_cause_is_shown_meanwhile()
    {
        var pools = new FakePools();
        pools.Failures.Enqueue("the disk is full");
        var time = new FakeTimeProvider();
        var served = new ServedInstallation(Some, pools, time);
        await ServedPlace.UntilAsync(() => served.Status().State == ServedStates.Blocked);
        Assert.Equal("the disk is full", served.Status().Cause);

        await ServedPlace.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return served.Status().State == ServedStates.Listening;
        });

        Assert.Null(served.Status().Cause);
        served.Wanted = null;
        await served.Ended.WaitAsync(TestLimits.Wait, TestContext.Current.CancellationToken);
        Assert.True(Assert.Single(pools.Started).IsDisposed);
    }

    [Fact]
    public async Task What_never_started_ends_at_once_when_it_is_not_wanted_any_more()
    {
        var pools = new FakePools();
        Enumerable.Range(0, 5).ToList().ForEach(_ => pools.Failures.Enqueue("no"));
        var served = new ServedInstallation(Some, pools, new FakeTimeProvider());
        await ServedPlace.UntilAsync(() => served.Status().State == ServedStates.Blocked);

        served.Wanted = null;

        await served.Ended.WaitAsync(TestLimits.Wait, TestContext.Current.CancellationToken);
        Assert.Empty(pools.Started);
    }

    [Fact]
    public async Task When_one_of_several_scale_sets_fails_the_others_are_let_go_before_the_next_try()
    {
        var pools = new SecondFails();
        var served = new ServedInstallation(Some with { Instances = 2 }, pools, new FakeTimeProvider());

        await ServedPlace.UntilAsync(() => served.Status().State == ServedStates.Blocked);

        Assert.True(pools.First!.IsDisposed);
        served.Wanted = null;
        await served.Ended.WaitAsync(TestLimits.Wait, TestContext.Current.CancellationToken);
    }

    private sealed class SecondFails : IPoolFactory
    {
        public FakePool? First { get; private set; }

        public string Runner => "";

        public Task<IScaleSetPool> StartAsync(
            Installation installation,
            Deskrun.Installations.Planning.PlannedScaleSet plan,
            CancellationToken cancellation
        ) =>
            plan.Name == "a-1"
                ? Task.FromResult<IScaleSetPool>(First = new FakePool(installation, plan.Name))
                : throw new InvalidOperationException("no");

        public Task RetireAsync(Installation before, Installation after) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
