namespace Deskrun.Workspaces;

/// <summary>Owner and name of a repository as GitHub writes them.</summary>
internal sealed record RepositoryName(string Owner, string Name)
{
    /// <summary>Reads them from a remote's URL (https, ssh or scp-like); null when the URL has no owner and name at its end.</summary>
    public static RepositoryName? FromRemote(string? url)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return null;
        }

        var path = url.Trim().TrimEnd('/');
        path = path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path;
        if (Uri.TryCreate(path, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "ssh" or "git")
        {
            path = uri!.AbsolutePath;
        }
        else if (path.IndexOf(':') is > 0 and var colon && !path.StartsWith('/'))
        {
            path = path[(colon + 1)..];
        }
        else
        {
            return null; // a folder on this machine says nothing about an owner
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? null : new(Safe(parts[^2]), Safe(parts[^1]));
    }

    /// <summary>The placeholder for a folder without a remote: <c>local/FOLDER</c>.</summary>
    public static RepositoryName OfFolder(string folder) =>
        new(
            "local",
            Safe(
                Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) is { Length: > 0 } name ? name : "workspace"
            )
        );

    /// <inheritdoc />
    public override string ToString() => $"{Owner}/{Name}";

    // The name becomes a folder of the runner, so nothing but the characters GitHub allows may reach it.
    private static string Safe(string text)
    {
        var safe = new string([
            .. text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'),
        ]).TrimStart('.');
        return safe.Length == 0 ? "workspace" : safe;
    }
}
