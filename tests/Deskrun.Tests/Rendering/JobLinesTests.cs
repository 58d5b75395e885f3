using Deskrun.ActionsService.Runs;
using Deskrun.Rendering;
using Deskrun.Rendering.Runs;

namespace Deskrun.Tests.Rendering;

public sealed class JobLinesTests
{
    private readonly JobLines lines = new(new Palette(Enabled: false));
    private readonly StepRun first = Step("first");
    private readonly StepRun second = Step("second");

    [Fact]
    public void Lines_that_come_before_their_step_wait_for_its_title()
    {
        Assert.Empty(lines.Add(Log(first, "early")));
        Assert.Equal(["▶ first", "early"], lines.Begin(first));
    }

    [Fact]
    public void Lines_that_come_when_the_next_step_has_begun_stand_under_their_own_title_again()
    {
        Assert.Equal(["▶ first"], lines.Begin(first));
        Assert.Equal(["▶ second"], lines.Begin(second));

        Assert.Equal(["▶ first, more of it", "late"], lines.Add(Log(first, "late")));
        Assert.Equal(["later"], lines.Add(Log(first, "later")));
        Assert.Equal(["▶ second, more of it", "own"], lines.Add(Log(second, "own")));
    }

    [Fact]
    public void Nothing_is_said_again_of_lines_that_show_nothing()
    {
        lines.Begin(first);
        lines.Begin(second);

        Assert.Empty(lines.Add(Log(first, "##[endgroup]")));
        Assert.Equal(["own"], lines.Add(Log(second, "own")));
    }

    private static StepRun Step(string name) => new(Guid.NewGuid(), 1, name, null, null, null);

    // No line needs its job: whose they are is known before they come here.
    private static LogLines Log(StepRun step, string line) => new(DateTimeOffset.UnixEpoch, null!, step.Id, 1, [line]);
}
