namespace Deskrun.Tests.Installations;

/// <summary>The credential of <c>deskrun add</c>, however it is given.</summary>
public sealed class AddCredentialTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Secret = "ghp_plantedsecret";
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_value_on_the_command_line_works_with_a_warning_and_lies_in_a_file_of_its_own()
    {
        var ended = await place.RunAsync(Workplace.Add("a", "--auth-value", Secret, "--offline"));

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("warning: --auth-value shows the credential in the process list", ended.Error);
        Assert.DoesNotContain(Secret, place.Config);
        var file = Path.Combine(place.Home.Credentials, "a");
        Assert.Equal(Secret, File.ReadAllText(file));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_value_can_come_from_stdin()
    {
        var ended = await place.RunWithInputAsync($"{Secret}\n", Workplace.Add("a", "--auth-value-stdin", "--offline"));

        Assert.Equal((ExitCodes.Success, ""), (ended.Code, ended.Error));
        Assert.Equal(Secret, File.ReadAllText(Path.Combine(place.Home.Credentials, "a")));
    }

    [Fact]
    public async Task A_file_is_kept_as_an_absolute_reference()
    {
        var ended = await place.RunAsync(Workplace.Add("a", "--auth-file", "token.txt", "--offline"));

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains($"\"AuthFile\": \"{place.Folder.File("token.txt")}\"", place.Config);
    }

    [Fact]
    public async Task A_file_that_everybody_can_read_is_warned_of_and_a_folder_is_none()
    {
        var file = place.Folder.Write("token.txt", "ghp_token");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        var open = await place.RunAsync(Workplace.Add("a", "--auth-file", file, "--offline"));
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        var closed = await place.RunAsync(Workplace.Add("b", "--auth-file", file, "--offline"));
        var folder = await place.RunAsync(Workplace.Add("c", "--auth-file", place.Folder.Path));

        Assert.Equal((ExitCodes.Success, ExitCodes.Success), (open.Code, closed.Code));
        Assert.Contains($"every user of this machine can read {file}", open.Error);
        Assert.Empty(closed.Error);
        Assert.Equal(ExitCodes.Usage, folder.Code);
        Assert.Contains($"{place.Folder.Path} is a folder", folder.Error);
    }

    [Fact]
    public async Task Two_credentials_are_refused()
    {
        var ended = await place.RunAsync(Workplace.Add("a", "--auth-env", "T", "--auth-file", "f"));

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("--auth-env and --auth-file exclude each other", ended.Error);
    }

    [Theory]
    [InlineData("two words", "white space")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----", "--auth-type github-app")]
    [InlineData(" \n", "is empty")]
    public async Task What_is_no_token_is_refused_without_being_shown(string value, string expected)
    {
        var ended = await place.RunWithInputAsync(value, Workplace.Add("a", "--auth-value-stdin", "--offline"));

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains(expected, ended.Error);
        Assert.DoesNotContain("two words", ended.Error);
        Assert.False(Directory.Exists(place.Home.Path));
    }

    [Fact]
    public async Task A_variable_that_is_not_set_is_named_before_the_service_is_asked()
    {
        var ended = await place.RunAsync(Workplace.Add("a", "--auth-env", "TOKEN"));

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("TOKEN is not set", ended.Error);
    }
}
