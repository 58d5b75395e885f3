using System.Globalization;
using System.Security.Cryptography;
using Deskrun.ActionsService.Dispatch;
using Deskrun.ActionsService.Http;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Access;

/// <summary>From credentials to an admin token (protocol reference, sections 2 and 3).</summary>
internal sealed class GitHubRoutes(ServiceContext service)
{
    /// <summary>The path of the service URL that a registration names; GHES has one of the same form.</summary>
    public const string ServicePath = "_services/pipelines/local/";

    public void Map(ServiceRoutes routes)
    {
        foreach (var scope in new[] { "repos/{owner}/{repo}", "orgs/{owner}", "enterprises/{owner}" })
        {
            routes.Post(
                "registration-token",
                $"/api/v3/{scope}/actions/runners/registration-token",
                c => PersonalAccess.RequireAsync(service, c, () => WriteTokenAsync(c, TokenKind.Registration))
            );
        }

        routes.Post("installation-token", "/api/v3/app/installations/{id}/access_tokens", CreateInstallationTokenAsync);
        routes.Get("installation", "/api/v3/repos/{owner}/{repo}/installation", FindInstallationAsync);
        routes.Get("installation", "/api/v3/orgs/{owner}/installation", FindInstallationAsync);
        routes.Post("registration", "/api/v3/actions/runner-registration", RegisterAsync);
    }

    private Task CreateInstallationTokenAsync(HttpContext context)
    {
        if (FindApp(context) is not { } app)
        {
            return Reply.RestErrorAsync(context, 401, "A JSON web token could not be decoded");
        }

        return app.InstallationId == ServiceContext.Number(context, "id")
            ? WriteTokenAsync(context, TokenKind.Installation)
            : Reply.RestErrorAsync(context, 404, "Not Found");
    }

    private Task FindInstallationAsync(HttpContext context)
    {
        if (FindApp(context) is not { } app)
        {
            return Reply.RestErrorAsync(context, 401, "A JSON web token could not be decoded");
        }

        return Reply.JsonAsync(
            context,
            200,
            w =>
            {
                w.WriteStartObject();
                w.WriteNumber("id", app.InstallationId);
                w.WriteString("client_id", app.ClientId);
                w.WriteEndObject();
            }
        );
    }

    private AppRegistration? FindApp(HttpContext context)
    {
        var token = ServiceContext.TokenOf(context);
        var issuer = ClientAssertion.ReadIssuer(token);
        if (service.Options.Apps.FirstOrDefault(a => a.ClientId == issuer) is not { } app)
        {
            return null;
        }

        using var key = RSA.Create();
        key.ImportFromPem(app.PublicKeyPem);
        return ClientAssertion.Verify(token, key, null, service.Time.GetUtcNow()) ? app : null;
    }

    private Task WriteTokenAsync(HttpContext context, TokenKind kind)
    {
        var lifetime =
            kind == TokenKind.Registration
                ? service.Options.RegistrationTokenLifetime
                : service.Options.InstallationTokenLifetime;
        var expires = service.Time.GetUtcNow() + lifetime;
        return Reply.JsonAsync(
            context,
            201,
            w =>
            {
                w.WriteStartObject();
                w.WriteString("token", service.Tokens.Issue(kind, "", lifetime));
                w.WriteString("expires_at", expires.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                w.WriteEndObject();
            }
        );
    }

    private async Task RegisterAsync(HttpContext context)
    {
        var token = ServiceContext.TokenOf(context, "RemoteAuth");
        if (service.Tokens.Check(TokenKind.Registration, token) is null)
        {
            await Reply.RestErrorAsync(context, 401, "Bad credentials");
            return;
        }

        var body = await RequestBody.ReadAsync(context);
        if (Scope.Parse(body.Text("url")) is not { } scope)
        {
            await Reply.RestErrorAsync(context, 404, "Not Found");
            return;
        }

        var admin = service.Tokens.Issue(TokenKind.Admin, scope.Path, service.Options.AdminTokenLifetime);
        await Reply.JsonAsync(
            context,
            200,
            w =>
            {
                w.WriteStartObject();
                w.WriteString("url", new Uri(ServiceContext.UrlFor(context), ServicePath).ToString());
                w.WriteString("token", admin);
                w.WriteString("token_schema", "OAuthAccessToken");
                w.WriteBoolean("use_v2_flow", true);
                w.WriteEndObject();
            }
        );
    }
}
