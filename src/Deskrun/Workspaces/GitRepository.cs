using System.Diagnostics;
using System.Text;

namespace Deskrun.Workspaces;

/// <summary>What git says about a folder. Git is optional: without it everything here is null.</summary>
/// <param name="Root">Top folder of the working tree.</param>
/// <param name="Sha">The commit that is checked out; null before the first commit.</param>
/// <param name="Ref">The full ref, such as <c>refs/heads/main</c>; null when detached without a tag.</param>
/// <param name="RemoteUrl">The URL of the remote <c>origin</c>; null without one.</param>
/// <param name="Actor">The configured user name; null when none is configured.</param>
internal sealed record GitRepository(string Root, string? Sha, string? Ref, string? RemoteUrl, string? Actor)
{
    /// <summary>Asks git about a folder; null when it is not inside of a working tree or git is not there.</summary>
    public static async Task<GitRepository?> FindAsync(string folder, CancellationToken cancellation)
    {
        if (await AskAsync(folder, cancellation, "rev-parse", "--show-toplevel") is not { Length: > 0 } root)
        {
            return null;
        }

        var sha = AskAsync(root, cancellation, "rev-parse", "--verify", "--quiet", "HEAD");
        var branch = AskAsync(root, cancellation, "symbolic-ref", "--quiet", "HEAD");
        var remote = AskAsync(root, cancellation, "config", "--get", "remote.origin.url");
        var actor = AskAsync(root, cancellation, "config", "--get", "user.name");
        await Task.WhenAll(sha, branch, remote, actor);
        var reference =
            await branch
            ?? (
                await AskAsync(root, cancellation, "describe", "--tags", "--exact-match") is { Length: > 0 } tag
                    ? $"refs/tags/{tag}"
                    : null
            );
        return new(root, await sha, reference, await remote, await actor);
    }

    /// <summary>
    /// The files that belong to the working tree, tracked or new but not ignored, relative to <see cref="Root"/>. Files that
    /// are tracked but deleted from the disk are left out.
    /// </summary>
    public async Task<IReadOnlyList<string>> FilesAsync(CancellationToken cancellation)
    {
        var text =
            await RunAsync(Root, cancellation, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
            ?? throw new CliException(
                ExitCodes.Environment,
                $"git could not list the files of {Root}; run 'git status' there to see why"
            );
        return
        [
            .. text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Distinct(StringComparer.Ordinal)
                .Where(file => Path.Exists(Path.Combine(Root, file)) || IsLink(Path.Combine(Root, file))),
        ];
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static async Task<string?> AskAsync(
        string folder,
        CancellationToken cancellation,
        params string[] arguments
    ) => (await RunAsync(folder, cancellation, arguments))?.Trim();

    private static async Task<string?> RunAsync(
        string folder,
        CancellationToken cancellation,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await errors;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // git is not installed
        }
    }
}
