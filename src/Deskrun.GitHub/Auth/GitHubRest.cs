using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.Auth;

/// <summary>The headers that GitHub's documented REST API asks for.</summary>
internal static class GitHubRest
{
    public static WireRequest Request(
        ConfigUrl config,
        HttpMethod method,
        string path,
        string bearer,
        ClientIdentity identity
    ) =>
        new(method, new Uri(config.ApiBase, path))
        {
            Authorization = $"Bearer {bearer}",
            UserAgent = identity.UserAgent(scaleSetId: 0),
            Accept = "application/vnd.github+json",
            ContentType = "application/vnd.github.v3+json",
            GitHubApiVersion = "2022-11-28",
        };
}
