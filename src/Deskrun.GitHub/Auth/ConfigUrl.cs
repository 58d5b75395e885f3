namespace Deskrun.GitHub.Auth;

/// <summary>
/// The URL that a user configures, judged: its scope and where its REST API is. Source: protocol reference, section 1.
/// </summary>
public sealed record ConfigUrl
{
    private ConfigUrl() { }

    /// <summary>The URL as given, without slashes at its end; this text goes into the registration exchange.</summary>
    public required string Text { get; init; }

    /// <summary>Whose jobs the runners may take.</summary>
    public required ConfigScope Scope { get; init; }

    /// <summary>The organisation, the owner of the repository, or the enterprise's slug.</summary>
    public required string Owner { get; init; }

    /// <summary>The repository's name; empty in the other scopes.</summary>
    public required string Repository { get; init; }

    /// <summary>True for github.com and <c>*.ghe.com</c>; false for every server that is treated as GHES.</summary>
    public required bool IsHosted { get; init; }

    /// <summary>The base of the REST API, ending in a slash.</summary>
    public required Uri ApiBase { get; init; }

    internal string RegistrationTokenPath => $"{ScopePath}/actions/runners/registration-token";

    /// <summary>Where the installation of a GitHub App is looked up; null where Apps cannot register runners.</summary>
    internal string? InstallationPath => Scope == ConfigScope.Enterprise ? null : $"{ScopePath}/installation";

    private string ScopePath =>
        Scope switch
        {
            ConfigScope.Organization => $"orgs/{Owner}",
            ConfigScope.Enterprise => $"enterprises/{Owner}",
            _ => $"repos/{Owner}/{Repository}",
        };

    /// <summary>Reads a config URL.</summary>
    /// <param name="text">For example <c>https://github.com/owner/repo</c>.</param>
    /// <param name="forceGhes">
    /// Treat every host as GHES; null asks whether the variable <c>GITHUB_ACTIONS_FORCE_GHES</c> exists.
    /// </param>
    /// <exception cref="FormatException">The text is no URL of a repository, an organisation or an enterprise.</exception>
    public static ConfigUrl Parse(string text, bool? forceGhes = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim().Trim('/');
        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw Invalid(trimmed.Contains('@') ? "the given text" : $"'{trimmed}'", "it is no http or https URL");
        }

        if (url.UserInfo.Length > 0)
        {
            throw Invalid($"the URL for {url.Host}", "it carries a user name or password; give credentials apart");
        }

        if (url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw Invalid($"'{url.GetLeftPart(UriPartial.Path)}'", "it carries a query or a fragment");
        }

        var (scope, owner, repository) = ReadPath(trimmed, url);
        var force = forceGhes ?? Environment.GetEnvironmentVariable("GITHUB_ACTIONS_FORCE_GHES") is not null;
        var hosted = !force && IsHostedGitHub(url.Authority);
        return new ConfigUrl
        {
            Text = trimmed,
            Scope = scope,
            Owner = owner,
            Repository = repository,
            IsHosted = hosted,
            ApiBase = FindApiBase(url, hosted),
        };
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    private static (ConfigScope Scope, string Owner, string Repository) ReadPath(string text, Uri url)
    {
        var parts = url.AbsolutePath.Trim('/').Split('/');
        return parts switch
        {
            [{ Length: > 0 } organization] => (ConfigScope.Organization, organization, ""),
            [var first, { Length: > 0 } slug] when first.Equals("enterprises", StringComparison.OrdinalIgnoreCase) => (
                ConfigScope.Enterprise,
                slug,
                ""
            ),
            [{ Length: > 0 } owner, { Length: > 0 } repository] => (ConfigScope.Repository, owner, repository),
            _ => throw Invalid($"'{text}'", "its path has neither one segment nor two"),
        };
    }

    // The port takes part in the comparison: a server of one's own on a port of github.localhost is a GHES.
    private static bool IsHostedGitHub(string authority) =>
        authority.ToLowerInvariant() is "github.com" or "www.github.com" or "github.localhost"
        || authority.EndsWith(".ghe.com", StringComparison.OrdinalIgnoreCase);

    private static Uri FindApiBase(Uri url, bool hosted)
    {
        if (!hosted)
        {
            return new Uri($"{url.Scheme}://{url.Authority}/api/v3/");
        }

        // A credential never travels to github.com in clear text, whatever scheme was typed.
        return url.Host is "github.com" or "www.github.com"
            ? new Uri("https://api.github.com/")
            : new Uri($"{url.Scheme}://api.{url.Authority}/");
    }

    private static FormatException Invalid(string what, string why) =>
        new(
            $"Cannot use {what} as config URL: {why}. Give https://HOST/OWNER/REPO, https://HOST/ORGANIZATION or "
                + "https://HOST/enterprises/SLUG."
        );
}
