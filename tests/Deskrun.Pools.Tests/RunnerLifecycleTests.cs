using Deskrun.Pools.Lifecycle;

namespace Deskrun.Pools.Tests;

public class RunnerLifecycleTests
{
    [Fact]
    public void A_good_life_goes_through_its_phases()
    {
        var phase = RunnerPhase.Provisioning;
        var seen = new List<RunnerPhase>();
        foreach (
            var signal in new[]
            {
                RunnerSignal.ComputeStarted,
                RunnerSignal.Registered,
                RunnerSignal.JobStarted,
                RunnerSignal.JobCompleted,
                RunnerSignal.ComputeGone,
                RunnerSignal.Settled,
            }
        )
        {
            seen.Add(phase = RunnerLifecycle.Next(phase, signal));
        }

        Assert.Equal(
            [
                RunnerPhase.Registering,
                RunnerPhase.Idle,
                RunnerPhase.Running,
                RunnerPhase.Exiting,
                RunnerPhase.Settling,
                RunnerPhase.Gone,
            ],
            seen
        );
    }

    [Theory]
    [InlineData(RunnerPhase.Running, RunnerSignal.JobStarted, RunnerPhase.Running)]
    [InlineData(RunnerPhase.Running, RunnerSignal.Registered, RunnerPhase.Running)]
    [InlineData(RunnerPhase.Running, RunnerSignal.ComputeStarted, RunnerPhase.Running)]
    [InlineData(RunnerPhase.Exiting, RunnerSignal.JobCompleted, RunnerPhase.Exiting)]
    [InlineData(RunnerPhase.Exiting, RunnerSignal.JobStarted, RunnerPhase.Exiting)]
    [InlineData(RunnerPhase.Stopping, RunnerSignal.JobCompleted, RunnerPhase.Stopping)]
    [InlineData(RunnerPhase.Settling, RunnerSignal.JobStarted, RunnerPhase.Settling)]
    [InlineData(RunnerPhase.Gone, RunnerSignal.JobStarted, RunnerPhase.Gone)]
    [InlineData(RunnerPhase.Gone, RunnerSignal.Stop, RunnerPhase.Gone)]
    public void Late_and_repeated_signals_change_nothing(RunnerPhase phase, RunnerSignal signal, RunnerPhase next) =>
        Assert.Equal(next, RunnerLifecycle.Next(phase, signal));

    [Theory]
    [InlineData(RunnerPhase.Provisioning)]
    [InlineData(RunnerPhase.Registering)]
    public void A_job_may_start_before_anything_else_was_seen(RunnerPhase phase) =>
        Assert.Equal(RunnerPhase.Running, RunnerLifecycle.Next(phase, RunnerSignal.JobStarted));

    [Fact]
    public void A_place_is_free_as_soon_as_the_job_is_over_and_kept_while_a_lost_job_is_not()
    {
        Assert.False(RunnerLifecycle.FillsPlace(RunnerPhase.Exiting, jobIsOver: true));
        Assert.False(RunnerLifecycle.FillsPlace(RunnerPhase.Stopping, jobIsOver: false));
        Assert.False(RunnerLifecycle.FillsPlace(RunnerPhase.Settling, jobIsOver: true));
        Assert.True(RunnerLifecycle.FillsPlace(RunnerPhase.Settling, jobIsOver: false));
        Assert.True(RunnerLifecycle.FillsPlace(RunnerPhase.Running, jobIsOver: false));
    }
}
