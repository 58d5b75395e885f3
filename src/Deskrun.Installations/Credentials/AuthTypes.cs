namespace Deskrun.Installations.Credentials;

/// <summary>The kinds of credentials, as the configuration file names them.</summary>
public static class AuthTypes
{
    /// <summary>A personal access token.</summary>
    public const string Pat = "pat";

    /// <summary>The private key of a GitHub App.</summary>
    public const string GitHubApp = "github-app";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pat, GitHubApp];
}
