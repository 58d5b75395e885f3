using Deskrun.GitHub.Auth;
using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>What a client is made of.</summary>
public sealed record ActionsServiceClientOptions
{
    /// <summary>The repository, organisation or enterprise.</summary>
    public required ConfigUrl ConfigUrl { get; init; }

    /// <summary>Who asks.</summary>
    public required GitHubCredential Credential { get; init; }

    /// <summary>
    /// Asked for the credential at every renewal of the admin token, so that another one is taken without a new client.
    /// What it throws fails the call with its message. Null keeps <see cref="Credential"/> for good.
    /// </summary>
    public Func<GitHubCredential>? PresentCredential { get; init; }

    /// <summary>What the user agent says.</summary>
    public ClientIdentity Identity { get; init; } = new();

    /// <summary>How often requests are tried.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>
    /// The longest wait for a long poll's answer. The service answers after about 50 seconds, so it must be above 60.
    /// </summary>
    public TimeSpan PollTimeout { get; init; } = TimeSpan.FromSeconds(80);

    /// <summary>Proxy and trust; null asks the environment. Ignored when <see cref="Handler"/> is given.</summary>
    public GitHubHttpOptions? Http { get; init; }

    /// <summary>
    /// A handler shared by several clients, best from <see cref="HttpHandlerFactory"/>; its owner disposes of it.
    /// Null gives the client one of its own.
    /// </summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
