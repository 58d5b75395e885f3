namespace Deskrun.Backends.Cluster.Planning;

/// <summary>How the cluster reaches the Actions service.</summary>
public sealed record ClusterNetwork
{
    /// <summary>Directly, trusting what the images trust.</summary>
    public static ClusterNetwork Direct { get; } = new();

    /// <summary>The proxy of http URLs, without user and password; null for none.</summary>
    public string? HttpProxy { get; init; }

    /// <summary>The proxy of https URLs, without user and password; null for none.</summary>
    public string? HttpsProxy { get; init; }

    /// <summary>What is reached without a proxy.</summary>
    public IReadOnlyList<string> NoProxy { get; init; } = [];

    /// <summary>Who we are to the proxies; null when they don't ask.</summary>
    public ProxyLogin? Login { get; init; }

    /// <summary>Whether <see cref="Login"/> is for <see cref="HttpProxy"/>.</summary>
    public bool LoginForHttp { get; init; }

    /// <summary>Whether <see cref="Login"/> is for <see cref="HttpsProxy"/>.</summary>
    public bool LoginForHttps { get; init; }

    /// <summary>Further certificate authorities as PEM; null for none.</summary>
    public string? Authorities { get; init; }

    /// <summary>What is wrong with what was given, and the way out.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What was left out, and why.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>User and password at a proxy. They reach the cluster in the installation's Secret alone.</summary>
/// <param name="User">The user.</param>
/// <param name="Password">The password.</param>
public sealed record ProxyLogin(string User, string Password)
{
    /// <summary>Never the password.</summary>
    public override string ToString() => "a proxy's user";
}
