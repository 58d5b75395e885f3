using Deskrun.Backends.Cluster.Moving;
using Deskrun.Installations;

namespace Deskrun.Backends.Tests.Cluster.Moving;

public sealed class MovePlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly MoveTarget Prod = new(BackendNames.Kubernetes, "prod");
    private static readonly MoveTarget Here = new(BackendNames.Local, null, "process");
    private static readonly Installation Local = new()
    {
        Name = "demo",
        Repository = "https://github.com/o/r",
        Backend = BackendNames.Local,
        Mode = "process",
        TrustJobs = true,
    };

    [Fact]
    public void A_move_stores_the_new_side_and_remembers_the_old_one()
    {
        var moving = MovePlan.Begin(Local, Prod, Now);

        Assert.Equal((BackendNames.Kubernetes, "prod", "kubernetes"), (moving.Backend, moving.Context, moving.Mode));
        Assert.Equal(new MovingFrom(BackendNames.Local, null, Now), moving.MovingFrom);
        Assert.True(moving.TrustJobs);
        Assert.Equal(BackendNames.Local, MovePlan.OnOldSide(moving).Backend);
    }

    [Fact]
    public void What_lives_there_already_is_not_moved()
    {
        var there = Local with { Backend = BackendNames.Kubernetes, Context = "prod", Mode = "dind" };

        Assert.Same(there, MovePlan.Begin(there, Prod, Now));
        Assert.Same(there, MovePlan.Begin(there, new MoveTarget(BackendNames.Kubernetes, null), Now));
        Assert.Same(Local, MovePlan.Begin(Local, Here, Now));
    }

    [Fact]
    public void Another_context_is_another_side()
    {
        var there = Local with { Backend = BackendNames.Kubernetes, Context = "test", Mode = "dind" };

        var moving = MovePlan.Begin(there, Prod, Now);

        Assert.Equal(("prod", "dind"), (moving.Context, moving.Mode));
        Assert.Equal("test", moving.MovingFrom!.Context);
    }

    [Fact]
    public void A_mode_that_is_given_is_taken()
    {
        Assert.Equal("dind", MovePlan.Begin(Local, Prod with { Mode = "dind" }, Now).Mode);
    }

    [Fact]
    public void Moving_on_before_the_first_side_is_closed_still_closes_the_first_side()
    {
        var moving = MovePlan.Begin(Local, Prod, Now);

        var further = MovePlan.Begin(moving, new MoveTarget(BackendNames.Kind, null), Now.AddMinutes(1));

        Assert.Equal((BackendNames.Kind, null), (further.Backend, further.Context));
        Assert.Equal(moving.MovingFrom, further.MovingFrom);
    }

    [Fact]
    public void Moving_back_before_the_old_side_is_closed_leaves_nothing_to_close()
    {
        var back = MovePlan.Begin(MovePlan.Begin(Local, Prod, Now), Here, Now.AddMinutes(1));

        Assert.Equal((BackendNames.Local, "process"), (back.Backend, back.Mode));
        Assert.Null(back.MovingFrom);
    }

    [Fact]
    public void Only_the_mark_whose_side_was_closed_is_taken_off()
    {
        var moving = MovePlan.Begin(Local, Prod, Now);
        var other = moving with { MovingFrom = new MovingFrom(BackendNames.Kind, null, Now) };

        Assert.Null(MovePlan.Closed(moving, moving.MovingFrom!).MovingFrom);
        Assert.Same(other, MovePlan.Closed(other, moving.MovingFrom!));
    }
}
