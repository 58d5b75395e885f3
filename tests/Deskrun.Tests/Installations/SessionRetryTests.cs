using Deskrun.Commands.Installations.Serving;

namespace Deskrun.Tests.Installations;

public sealed class SessionRetryTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData(null, 30)]
    [InlineData("", 30)]
    [InlineData("1s", 1)]
    [InlineData("2m", 120)]
    public void It_is_half_a_minute_or_what_the_variable_says(string? value, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Of(value));

    [Theory]
    [InlineData("soon")]
    [InlineData("10ms")]
    [InlineData("-1s")]
    public void What_is_no_such_time_is_named_with_the_way_out(string value)
    {
        var failed = Assert.Throws<CliException>(() => Of(value));

        Assert.Contains($"DESKRUN_SESSION_RETRY={value}", failed.Message);
        Assert.Contains("such as 30s", failed.Message);
    }

    private TimeSpan Of(string? value)
    {
        if (value is not null)
        {
            place.Variables["DESKRUN_SESSION_RETRY"] = value;
        }

        return SessionRetry.Of(place.Context(place.NewCli()));
    }
}
