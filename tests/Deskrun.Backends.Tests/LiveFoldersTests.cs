using Deskrun.Backends.Local.Process;
using Deskrun.Testing;

namespace Deskrun.Backends.Tests;

public sealed class LiveFoldersTests : IDisposable
{
    private readonly TempFolder home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_folder_that_could_not_be_made_leaves_nothing_behind()
    {
        // A file of the runner's name lets the last step fail.
        home.Write("runners-live/demo-1", "in the way");
        var folders = new LiveFolders(new ProcessDriverOptions { Home = home.Path });
        var marker = new RunnerMarker
        {
            Name = "demo-1",
            ScaleSet = "demo",
            Owner = "run-1",
        };

        Assert.ThrowsAny<IOException>(() => folders.Create(marker));

        Assert.Equal([home.File("runners-live", "demo-1")], Directory.GetFileSystemEntries(home.File("runners-live")));
    }
}
