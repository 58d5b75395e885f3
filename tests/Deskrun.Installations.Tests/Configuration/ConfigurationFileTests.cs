using Deskrun.Installations.Configuration;
using Deskrun.Installations.Homes;
using Deskrun.Testing;

namespace Deskrun.Installations.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TempFolder folder = new();
    private readonly DeskrunHome home;
    private readonly ConfigurationFile file;

    public ConfigurationFileTests()
    {
        home = new DeskrunHome(folder.File("home"));
        file = new ConfigurationFile(home, TimeProvider.System);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_file_there_are_no_installations_and_none_is_made()
    {
        Assert.Empty(file.Load().Installations);
        Assert.False(Directory.Exists(home.Path));
    }

    [Fact]
    public async Task The_file_is_readable_for_its_owner_only_and_its_folder_too()
    {
        await AddAsync("a");

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(home.ConfigFile));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(home.Path));
    }

    [Fact]
    public async Task A_world_readable_file_of_the_original_tool_is_closed_by_the_first_change()
    {
        folder.Write("home/config.json", """{"cluster_name":"deskrun","installations":{}}""");
        File.SetUnixFileMode(home.ConfigFile, OwnerOnly | UnixFileMode.OtherRead | UnixFileMode.GroupRead);
        Assert.True(PrivateFiles.IsReadByOthers(home.ConfigFile));

        await AddAsync("a");

        Assert.False(PrivateFiles.IsReadByOthers(home.ConfigFile));
    }

    [Fact]
    public async Task A_broken_file_is_never_overwritten()
    {
        folder.Write("home/config.json", "{ \"installations\": {");

        await Assert.ThrowsAsync<ConfigurationException>(() => AddAsync("a"));

        Assert.Equal("{ \"installations\": {", File.ReadAllText(home.ConfigFile));
        Assert.DoesNotContain(Directory.GetFiles(home.Path), path => path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_leaves_the_bytes_alone()
    {
        folder.Write("home/config.json", """{ "odd"   : 1 }""");

        await file.ChangeAsync(document => document, TestContext.Current.CancellationToken);

        Assert.Equal("""{ "odd"   : 1 }""", File.ReadAllText(home.ConfigFile));
    }

    [Fact]
    public async Task A_linked_file_stays_a_link()
    {
        var real = folder.Write("dotfiles/config.json", "{}");
        Directory.CreateDirectory(home.Path);
        File.CreateSymbolicLink(home.ConfigFile, real);

        await AddAsync("a");

        Assert.NotNull(new FileInfo(home.ConfigFile).LinkTarget);
        Assert.Contains("\"a\"", File.ReadAllText(real));
    }

    [Fact]
    public async Task Changes_at_one_time_lose_none_of_them()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => AddAsync($"n{number}"))));

        Assert.Equal(20, file.Load().Installations.Count);
    }

    [Fact]
    public async Task A_change_that_fails_leaves_the_file_and_frees_its_lock()
    {
        await AddAsync("a");
        var before = File.ReadAllText(home.ConfigFile);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            file.ChangeAsync(_ => throw new InvalidOperationException(), TestContext.Current.CancellationToken)
        );

        Assert.Equal(before, File.ReadAllText(home.ConfigFile));
        using var free = HomeLock.TryAcquire(home.ConfigLock);
        Assert.NotNull(free);
    }

    private Task<ConfigurationDocument> AddAsync(string name) =>
        file.ChangeAsync(
            document => document.With(new Installation { Name = name, Repository = "https://github.com/o/r" }),
            TestContext.Current.CancellationToken
        );
}
