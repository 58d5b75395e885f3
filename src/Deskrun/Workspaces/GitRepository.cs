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
        var (code, root, error) = await RunAsync(folder, cancellation, "rev-parse", "--show-toplevel");
        if (code != 0 && IsRefusal(error))
        {
            throw new CliException(
                ExitCodes.Environment,
                $"git does not read the repository of {folder}: {FirstLine(error)}; 'git status' there says more"
            );
        }

        if (code != 0 || (root = WithoutNewline(root)).Length == 0)
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
    /// What belongs to the working tree, tracked or new but not ignored, relative to <see cref="Root"/>: names only, some of
    /// which may be deleted from the disk, and an unmerged one comes several times.
    /// </summary>
    public async Task<IReadOnlyList<string>> FilesAsync(CancellationToken cancellation)
    {
        var (code, text, error) = await RunAsync(
            Root,
            cancellation,
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard"
        );
        return code == 0
            ? text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : throw new CliException(
                ExitCodes.Environment,
                $"git could not list the files of {Root}: {FirstLine(error)}; run 'git status' there to see why"
            );
    }

    // Without a word, a repository that git refuses to read (it belongs to somebody else, its files are broken) would become
    // a plain folder, with its ignored files and without its name.
    private static bool IsRefusal(string error) =>
        error.Length > 0
        && !error.StartsWith("fatal: not a git repository (", StringComparison.Ordinal)
        && !error.StartsWith("fatal: this operation must be run in a work tree", StringComparison.Ordinal);

    private static string FirstLine(string error) => error.Split('\n')[0];

    private static string WithoutNewline(string text) => text.EndsWith('\n') ? text[..^1] : text;

    private static async Task<string?> AskAsync(
        string folder,
        CancellationToken cancellation,
        params string[] arguments
    )
    {
        var (code, output, _) = await RunAsync(folder, cancellation, arguments);
        return code == 0 ? output.Trim() : null;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(
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
        // What git says is read here, so it has to be English.
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["LANGUAGE"] = "C";
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            var error = await errors;
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, output, error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "", ""); // git is not installed
        }
    }
}
