using System.Diagnostics;
using Deskrun.Testing;

namespace Deskrun.Tests.EndToEnd;

/// <summary>A disk of a few hundred MiB, kept in memory, so that a test can fill it.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder folder = new();

    public SmallDisk(int mebibytes)
    {
        Need.Condition(
            Environment.UserName == "root",
            "to be root, for a disk of its own",
            "sudo ./test Deskrun.Tests"
        );
        Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "deskrun-test", folder.Path);
    }

    public string Path => folder.Path;

    public void Dispose()
    {
        // Lazy: a file that a failed test left open must not keep the mount.
        Run("umount", "--lazy", folder.Path);
        folder.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error}");
    }
}
