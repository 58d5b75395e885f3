using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations.Homes;
using Deskrun.Testing;

namespace Deskrun.Tests.Installations;

public sealed class SessionFileTests : IDisposable
{
    private const string Url = "https://github.com/octo/demo";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string File => folder.File("sessions", "demo.json");

    [Fact]
    public void What_was_kept_is_recalled_by_the_next_process_until_it_is_forgotten()
    {
        Of(Url).Keep(7, "a-session");

        Assert.Equal("a-session", Of(Url).Recall(7));
        Assert.False(PrivateFiles.IsReadByOthers(File));

        Of(Url).Forget(7);
        Of(Url).Forget(7);
        Assert.Null(Of(Url).Recall(7));
        Assert.Empty(Directory.GetFiles(folder.File("sessions")));
    }

    [Fact]
    public void Another_scale_set_has_another_session()
    {
        Of(Url).Keep(7, "a-session");

        Assert.Null(Of(Url).Recall(8));
        Assert.Null(Of("https://github.com/octo/other").Recall(7));
    }

    [Fact]
    public void A_home_that_was_copied_from_another_machine_names_nothing_of_ours()
    {
        Of(Url).Keep(7, "a-session");
        var text = System.IO.File.ReadAllText(File);
        System.IO.File.WriteAllText(File, text.Replace(Environment.MachineName, "elsewhere"));

        Assert.Null(Of(Url).Recall(7));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"machine\":")]
    public void A_file_that_says_nothing_is_no_hindrance(string text)
    {
        folder.Write("sessions/demo.json", text);

        Assert.Null(Of(Url).Recall(7));
        Of(Url).Keep(7, "a-session");
        Assert.Equal("a-session", Of(Url).Recall(7));
    }

    private SessionFile Of(string url) => new(new DeskrunHome(folder.Path), "demo", url);
}
