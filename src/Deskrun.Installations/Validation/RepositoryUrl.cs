using System.Net;

namespace Deskrun.Installations.Validation;

/// <summary>What a URL gives its runners to.</summary>
public enum RepositoryScope
{
    /// <summary>One repository.</summary>
    Repository,

    /// <summary>An organisation.</summary>
    Organization,

    /// <summary>An enterprise.</summary>
    Enterprise,
}

/// <summary>The URL of a repository, organisation or enterprise in its one written form. Source: protocol reference, section 1.</summary>
/// <param name="Url">The normal form: https (http on loopback only), without a slash at the end.</param>
/// <param name="Scope">What it names.</param>
/// <param name="IsLoopback">True for a service of this very machine.</param>
public sealed record RepositoryUrl(string Url, RepositoryScope Scope, bool IsLoopback)
{
    private const string Forms =
        "give https://github.com/OWNER/REPOSITORY, https://github.com/ORGANISATION or "
        + "https://github.com/enterprises/ENTERPRISE, or the same of another host";

    /// <summary>Reads what a user wrote; <c>OWNER/REPOSITORY</c> alone means github.com.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">What is wrong with it and the way out. Never quotes a password inside of it.</param>
    /// <returns>The URL, or null.</returns>
    public static RepositoryUrl? Read(string text, out string? problem)
    {
        if (
            !Uri.TryCreate(Complete(text.Trim()), UriKind.Absolute, out var uri)
            || !IsHttp(uri)
            || uri.Host.Length == 0
        )
        {
            problem = $"the repository is no URL of a GitHub host; {Forms}";
            return null;
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            problem =
                "the repository's URL must hold no user, password, query or fragment; credentials go to --auth-env";
            return null;
        }

        var parts = Parts(uri);
        if (parts is null)
        {
            problem = $"the repository's URL has the path \"{uri.AbsolutePath}\"; {Forms}";
            return null;
        }

        problem = null;
        var loopback = IsLoopbackHost(uri.DnsSafeHost);
        var scheme = loopback ? uri.Scheme : Uri.UriSchemeHttps;
        // A port that is only the default of the scheme that was written must not move to the new scheme.
        var port = uri.IsDefaultPort ? "" : $":{uri.Port}";
        return new RepositoryUrl($"{scheme}://{uri.Host}{port}/{string.Join('/', parts)}", ScopeOf(parts), loopback);
    }

    private static string Complete(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return text;
        }

        // Owners have no dot in their names, hosts nearly always do.
        var first = text.Split('/')[0];
        return first.Contains('.') || first.Contains(':') ? $"https://{text}"
            : text.Trim('/').Contains('/') ? $"https://github.com/{text}"
            : text;
    }

    private static bool IsHttp(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;

    private static string[]? Parts(Uri uri)
    {
        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 2 || (parts.Length == 1 && IsEnterprises(parts[0])))
        {
            return null;
        }

        // The address that one clones from; no repository's name ends so.
        parts[^1] =
            parts.Length == 2 && parts[1].EndsWith(".git", StringComparison.Ordinal) ? parts[1][..^4] : parts[^1];
        return parts.All(IsSlug) ? parts : null;
    }

    private static bool IsSlug(string part) =>
        part is not ("" or "." or "..")
        && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static bool IsEnterprises(string part) => part.Equals("enterprises", StringComparison.OrdinalIgnoreCase);

    private static RepositoryScope ScopeOf(string[] parts) =>
        parts.Length == 1 ? RepositoryScope.Organization
        : IsEnterprises(parts[0]) ? RepositoryScope.Enterprise
        : RepositoryScope.Repository;

    private static bool IsLoopbackHost(string host) =>
        host == "localhost"
        || host.EndsWith(".localhost", StringComparison.Ordinal)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
