using Deskrun.ActionsService.Runs;
using Deskrun.Rendering.Runs;
using Deskrun.Workflows.Planning;

namespace Deskrun.Tests.Rendering;

public sealed class StepOrderTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    private readonly StepOrder order = new();
    private readonly StepRun step = new(Guid.NewGuid(), 1, "first", null, null, null);

    [Fact]
    public void Lines_wait_for_the_news_that_their_step_began()
    {
        var (early, begun, late) = (Log("early"), new StepStarted(Now, null!, step), Log("late"));

        Assert.Empty(order.Take(early));
        Assert.Equal([begun, early], order.Take(begun));
        Assert.Equal([late], order.Take(late));
        Assert.Empty(order.Rest());
    }

    [Fact]
    public void Lines_of_a_step_that_is_told_only_when_it_is_over_come_before_its_end()
    {
        var (early, ended) = (Log("early"), new StepCompleted(Now, null!, step));

        order.Take(early);

        Assert.Equal([early, ended], order.Take(ended));
    }

    [Fact]
    public void Lines_of_a_step_that_nobody_tells_come_with_the_end_of_their_job()
    {
        var (early, ended) = (Log("early"), new JobCompleted(Now, null!, JobConclusion.Failure));

        order.Take(early);

        Assert.Equal([early, ended], order.Take(ended));
    }

    [Fact]
    public void Lines_that_still_wait_when_a_run_is_stopped_are_not_lost()
    {
        var early = Log("early");

        order.Take(early);

        Assert.Equal([early], order.Rest());
        Assert.Empty(order.Rest());
    }

    private LogLines Log(string line) => new(Now, null!, step.Id, 1, [line]);
}
