using System.Security.Cryptography;
using System.Text;

namespace Deskrun.Backends.Local.Process;

/// <summary>Where the runners of one home live, and which are there.</summary>
internal sealed class LiveFolders
{
    private const string Fresh = ".new-";
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Passable =
        Private
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;
    private readonly string own;
    private readonly string shared;
    private readonly bool useShared;
    private readonly string homeHash;

    internal LiveFolders(ProcessDriverOptions options)
    {
        var home = Path.GetFullPath(options.Home);
        own = Path.Combine(home, "runners-live");

        // Two homes of root must not see each other's runners there.
        homeHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(home)))[..12];
        shared = Path.Combine(options.SharedRoot, homeHash);
        useShared = options.RunAs is not null;
    }

    /// <summary>Makes a runner's folder with its marker in one step: nobody sees the one without the other.</summary>
    internal RunnerFolder Create(RunnerMarker marker)
    {
        var parent = useShared ? shared : own;
        SpreadingFolder.Create(parent, useShared ? Passable : Private);
        if (useShared && File.GetUnixFileMode(parent) != Passable)
        {
            File.SetUnixFileMode(parent, Passable);
        }

        var final = Path.Combine(parent, marker.Name);
        if (Directory.Exists(final))
        {
            throw new IOException($"{final} exists already: a runner of this name is still there");
        }

        var fresh = new RunnerFolder(Path.Combine(parent, Fresh + marker.Name));
        try
        {
            fresh.Create(useShared);
            fresh.WriteMarker(marker);
            Directory.Move(fresh.Path, final);
            return new RunnerFolder(final);
        }
        catch
        {
            // Nobody looks for a folder without a marker until it has been there for minutes; a full disk needs it gone.
            Drop(fresh);
            throw;
        }
    }

    /// <summary>What every process of a runner carries: its name, and which home it belongs to.</summary>
    internal string MarkOf(string name) => $"{name}@{homeHash}";

    internal RunnerFolder? Find(string name) =>
        new[] { own, shared }
            .Select(parent => Path.Combine(parent, name))
            .Where(Directory.Exists)
            .Select(path => new RunnerFolder(path))
            .FirstOrDefault();

    /// <summary>Every runner's folder with its marker. What is left of a wipe that was cut short is removed on the way.</summary>
    internal IEnumerable<(RunnerFolder Folder, RunnerMarker Marker)> All(DateTimeOffset now)
    {
        foreach (var parent in new[] { own, shared }.Where(Directory.Exists))
        {
            foreach (var path in Directory.EnumerateDirectories(parent).Order(StringComparer.Ordinal))
            {
                var folder = new RunnerFolder(path);
                if (folder.Name.StartsWith(Fresh, StringComparison.Ordinal))
                {
                    WipeAbandoned(folder, now);
                }
                else if (folder.ReadMarker() is { } marker && marker.Name == folder.Name)
                {
                    yield return (folder, marker);
                }
                else
                {
                    WipeAbandoned(folder, now);
                }
            }
        }
    }

    private static void Drop(RunnerFolder folder)
    {
        try
        {
            folder.Wipe();
        }
        catch (IOException)
        {
            // What made it fail stands in its way, too; a later listing wipes it.
        }
    }

    private static void WipeAbandoned(RunnerFolder folder, DateTimeOffset now)
    {
        try
        {
            if (now - Directory.GetLastWriteTimeUtc(folder.Path) > Abandoned)
            {
                folder.Wipe();
            }
        }
        catch (IOException)
        {
            // Somebody else removes it, or the next listing does.
        }
    }
}
