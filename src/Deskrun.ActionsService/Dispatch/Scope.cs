namespace Deskrun.ActionsService.Dispatch;

/// <summary>What a registration was made for: a repository, an owner or an enterprise (protocol reference, section 1).</summary>
/// <param name="Path">The config URL's path without slashes at its ends, lower case.</param>
internal sealed record Scope(string Path)
{
    /// <summary>The scope of a config URL, or null when it has none.</summary>
    public static Scope? Parse(string? configUrl)
    {
        if (!Uri.TryCreate(configUrl, UriKind.Absolute, out var url))
        {
            return null;
        }

        var path = url.AbsolutePath.Trim('/').ToLowerInvariant();
        var segments = path.Split('/');
        return path.Length > 0 && segments.Length <= 2 ? new Scope(path) : null;
    }

    /// <summary>Whether jobs of the repository may run here. An enterprise is taken to hold every repository.</summary>
    public bool Covers(string owner, string repository)
    {
        var name = owner.ToLowerInvariant();
        return Path == name
            || Path == $"{name}/{repository.ToLowerInvariant()}"
            || Path.StartsWith("enterprises/", StringComparison.Ordinal);
    }
}
