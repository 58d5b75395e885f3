using Deskrun.GitHub.Wire;
using Deskrun.GitHub.Wire.Json;

namespace Deskrun.GitHub.Auth;

/// <summary>
/// From a credential to an admin connection: registration token, then exchange. Both are made anew each time.
/// Source: protocol reference, sections 2 and 3.
/// </summary>
internal sealed class RegistrationExchange(
    ConfigUrl config,
    Func<GitHubCredential> credential,
    ClientIdentity identity,
    WirePipeline pipeline,
    TimeProvider time
)
{
    private readonly AppTokens _appTokens = new(config, identity, pipeline, time);

    /// <summary>The installation of the GitHub App; null when the credential is none.</summary>
    public async Task<long?> AppInstallationAsync(CancellationToken cancellation) =>
        Present() is GitHubCredential.GitHubApp app ? await _appTokens.InstallationAsync(app, cancellation) : null;

    public async Task<AdminConnection> RunAsync(CancellationToken cancellation)
    {
        var present = Present();
        var bearer = present switch
        {
            GitHubCredential.Pat pat => pat.Token,
            GitHubCredential.GitHubApp app => await _appTokens.CreateAsync(app, cancellation),
            _ => throw new NotSupportedException($"Unknown kind of credential: {present.GetType().Name}."),
        };
        var registration = await RegistrationTokenAsync(bearer, cancellation);
        var request = new WireRequest(HttpMethod.Post, new Uri(config.ApiBase, "actions/runner-registration"))
        {
            Authorization = $"RemoteAuth {registration}",
            UserAgent = identity.UserAgent(scaleSetId: 0),
            Body = JsonBody.Write(
                json => json.WriteString("url", config.Text),
                json => json.WriteString("runner_event", "register")
            ),
            // A fresh registration token takes a moment to reach every server.
            RetryOnAuthFailure = true,
        };
        var response = await pipeline.SendAsync(request, cancellation);
        var answer = response.Read(WireJson.Default.RegistrationAnswer);
        if (
            string.IsNullOrEmpty(answer.Token)
            || !Uri.TryCreate(answer.Url, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
        )
        {
            throw response.Invalid("the answer has no usable 'url' or no 'token'");
        }

        // A token that doesn't say when it ends is kept for a while; a 401 ends it earlier.
        var expires = JwtExpiry.Read(answer.Token) ?? time.GetUtcNow().AddMinutes(10);
        return new AdminConnection(url, answer.Token, expires);
    }

    private GitHubCredential Present()
    {
        try
        {
            return credential();
        }
        catch (Exception unreadable)
        {
            // For everybody who waits it is the same as a credential that is refused: it may be mended while we go on.
            throw new ActionsServiceException(ActionsServiceErrorKind.Unauthorized, unreadable.Message, unreadable)
            {
                Method = "POST",
                Url = config.RegistrationTokenPath,
            };
        }
    }

    private async Task<string> RegistrationTokenAsync(string bearer, CancellationToken cancellation)
    {
        var request = GitHubRest.Request(config, HttpMethod.Post, config.RegistrationTokenPath, bearer, identity);
        var response = await pipeline.SendAsync(request with { Expected = [201] }, cancellation);
        var answer = response.Read(WireJson.Default.TokenAnswer);
        return string.IsNullOrEmpty(answer.Token) ? throw response.Invalid("the answer has no 'token'") : answer.Token;
    }
}
