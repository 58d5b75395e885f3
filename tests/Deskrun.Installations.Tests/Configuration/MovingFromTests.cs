using System.Text;
using Deskrun.Installations.Configuration;

namespace Deskrun.Installations.Tests.Configuration;

public sealed class MovingFromTests
{
    private static readonly Installation Moving = new()
    {
        Name = "demo",
        Repository = "https://github.com/o/r",
        Backend = BackendNames.Local,
        MovingFrom = new MovingFrom(
            BackendNames.Kubernetes,
            "prod",
            new DateTimeOffset(2026, 11, 23, 12, 0, 0, 250, TimeSpan.Zero)
        ),
    };

    [Fact]
    public void A_move_that_is_under_way_survives_the_file()
    {
        var written = ConfigurationDocument.Empty.With(Moving).ToBytes();

        Assert.Equal(Moving.MovingFrom, ConfigurationDocument.Read("config.json", written).Find("demo")!.MovingFrom);
    }

    [Fact]
    public void Its_end_takes_the_mark_out_of_the_file()
    {
        var ended = ConfigurationDocument.Empty.With(Moving).With(Moving with { MovingFrom = null });

        Assert.DoesNotContain("MovingFrom", Encoding.UTF8.GetString(ended.ToBytes()));
    }

    [Theory]
    [InlineData("""{"Backend": "elsewhere"}""")]
    [InlineData("{}")]
    public void A_mark_that_names_no_backend_is_wrong(string mark)
    {
        var text =
            $$"""{"installations": {"demo": {"Repository": "https://github.com/o/r", "MovingFrom": {{mark}} } } }""";

        var wrong = Assert.Throws<ConfigurationException>(() =>
            ConfigurationDocument.Read("config.json", Encoding.UTF8.GetBytes(text))
        );

        Assert.Contains("installations.demo.MovingFrom.Backend", wrong.Message);
    }

    [Fact]
    public void A_moment_that_cannot_be_read_costs_only_the_length_of_the_gap()
    {
        const string Text =
            """{"installations": {"demo": {"Repository": "https://github.com/o/r", "MovingFrom": {"Backend": "kind", "Since": "soon"}}}}""";

        var read = ConfigurationDocument.Read("config.json", Encoding.UTF8.GetBytes(Text)).Find("demo")!;

        Assert.Equal(new MovingFrom(BackendNames.Kind, null, default), read.MovingFrom);
    }
}
