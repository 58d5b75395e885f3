namespace Deskrun.GitHub.Auth;

/// <summary>What a config URL points at: whose jobs the runners may take.</summary>
public enum ConfigScope
{
    /// <summary>One repository: <c>/owner/repo</c>.</summary>
    Repository,

    /// <summary>An organisation: <c>/org</c>.</summary>
    Organization,

    /// <summary>An enterprise: <c>/enterprises/slug</c>.</summary>
    Enterprise,
}
