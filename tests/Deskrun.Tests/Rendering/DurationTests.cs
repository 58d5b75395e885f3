using Deskrun.Rendering;

namespace Deskrun.Tests.Rendering;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("250ms", 0.25)]
    [InlineData("1.5m", 90)]
    public void A_duration_is_read_with_its_unit(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var time));
        Assert.Equal(seconds, time.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5 minutes")]
    [InlineData("-5m")]
    [InlineData("9999999d")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(Durations.TryParse(text, out _));

    [Theory]
    [InlineData(0.35, "350 ms")]
    [InlineData(2.44, "2.4 s")]
    [InlineData(185, "3 m 05 s")]
    [InlineData(7800, "2 h 10 m")]
    public void A_duration_is_shown_as_people_read_it(double seconds, string text) =>
        Assert.Equal(text, Durations.Show(TimeSpan.FromSeconds(seconds)));
}
