using Deskrun.RunnerContract.Reading;

namespace Deskrun.RunnerContract.Tests.Reading;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("5m", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("250ms", 250)]
    [InlineData("0", 0)]
    [InlineData("2h0m0s", 7_200_000)]
    public void Go_durations_are_read(string text, double milliseconds)
    {
        Assert.True(GoDuration.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("5")]
    [InlineData("5 m")]
    [InlineData("-5m")]
    [InlineData("5d")]
    [InlineData("five minutes")]
    [InlineData("1e9h")]
    [InlineData("99999999h")]
    public void What_is_no_duration_is_refused(string? text) => Assert.False(GoDuration.TryParse(text, out _));

    [Theory]
    [InlineData(40, "40ms")]
    [InlineData(1500, "1.5s")]
    [InlineData(300_000, "5m")]
    [InlineData(5_401_000, "1h30m1s")]
    public void Durations_are_written_as_people_read_them(double milliseconds, string text) =>
        Assert.Equal(text, GoDuration.Format(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(".status.vm.phase", "Running")]
    [InlineData("status.vm.phase", "Running")]
    [InlineData("{.status.vm.phase}", "Running")]
    [InlineData(".status.disks[1].name", "b")]
    [InlineData(".status[\"a.b\"]", "dotted")]
    [InlineData(".status.disks[7].name", null)]
    public void Paths_are_followed(string text, string? value)
    {
        Assert.True(FieldPath.TryParse(text, out var path, out _));
        var item = JsonNode.Parse(
            """{"status":{"vm":{"phase":"Running"},"disks":[{"name":"a"},{"name":"b"}],"a.b":"dotted"}}"""
        );
        Assert.Equal(value, path.Read(item).Text());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".status[")]
    [InlineData(".status[x]")]
    [InlineData(".status..x")]
    public void What_is_no_path_is_refused_with_the_reason(string text)
    {
        Assert.False(FieldPath.TryParse(text, out _, out var error));
        Assert.NotNull(error);
    }
}
