using Deskrun.GitHub.Wire;
using Deskrun.GitHub.Wire.Json;

namespace Deskrun.GitHub.Auth;

/// <summary>Installation tokens of a GitHub App. Source: protocol reference, section 2b.</summary>
internal sealed class AppTokens(ConfigUrl config, ClientIdentity identity, WirePipeline pipeline, TimeProvider time)
{
    private (string App, long Installation)? _found;

    public async Task<string> CreateAsync(GitHubCredential.GitHubApp app, CancellationToken cancellation)
    {
        var jwt = AppJwt.Create(app, time.GetUtcNow());
        var installation = app.InstallationId ?? await InstallationAsync(app, jwt, cancellation);
        var request = GitHubRest.Request(
            config,
            HttpMethod.Post,
            $"app/installations/{installation}/access_tokens",
            jwt,
            identity
        );
        var response = await pipeline.SendAsync(request with { Expected = [201] }, cancellation);
        var answer = response.Read(WireJson.Default.TokenAnswer);
        return string.IsNullOrEmpty(answer.Token) ? throw response.Invalid("the answer has no 'token'") : answer.Token;
    }

    /// <summary>The App's installation at the owner: the one that was given, or the one that the service names.</summary>
    public async Task<long> InstallationAsync(GitHubCredential.GitHubApp app, CancellationToken cancellation) =>
        app.InstallationId ?? await InstallationAsync(app, AppJwt.Create(app, time.GetUtcNow()), cancellation);

    private async Task<long> InstallationAsync(
        GitHubCredential.GitHubApp app,
        string jwt,
        CancellationToken cancellation
    )
    {
        if (_found is not { } found || found.App != app.ClientId)
        {
            _found = found = (app.ClientId, await FindAsync(jwt, cancellation));
        }

        return found.Installation;
    }

    private async Task<long> FindAsync(string jwt, CancellationToken cancellation)
    {
        var path =
            config.InstallationPath
            ?? throw new NotSupportedException(
                $"A GitHub App cannot register runners for an enterprise ({config}); use a personal access token."
            );
        var request = GitHubRest.Request(config, HttpMethod.Get, path, jwt, identity);
        var response = await pipeline.SendAsync(request with { Expected = [200] }, cancellation);
        return response.Read(WireJson.Default.InstallationAnswer).Id
            ?? throw response.Invalid("the answer has no installation 'id'");
    }
}
