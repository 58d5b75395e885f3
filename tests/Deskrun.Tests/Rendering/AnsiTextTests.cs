using Deskrun.Rendering;

namespace Deskrun.Tests.Rendering;

public sealed class AnsiTextTests
{
    [Fact]
    public void Cutting_counts_only_what_is_seen() => Assert.Equal("\e[31mab\e[0m", AnsiText.Cut("\e[31mabc\e[0m", 2));

    [Fact]
    public void A_job_cannot_move_our_cursor() => Assert.Equal("ab", AnsiText.Tame("a\e[2J\e[1;1Hb\r", color: true));

    [Fact]
    public void A_job_cannot_change_the_window_title() =>
        Assert.Equal("ab", AnsiText.Tame("a\e]0;owned\ab", color: true));

    [Fact]
    public void A_jobs_colours_stay_where_colours_are_wanted() =>
        Assert.Equal("\e[31mred\e[0m", AnsiText.Tame("\e[31mred\e[0m", color: true));

    [Fact]
    public void A_jobs_colours_go_where_they_are_not() =>
        Assert.Equal("red", AnsiText.Tame("\e[31mred\e[0m", color: false));
}
