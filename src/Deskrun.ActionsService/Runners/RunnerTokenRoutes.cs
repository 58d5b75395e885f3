using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Http;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Runners;

/// <summary>Where runners exchange a signed assertion for their token (runner protocol reference, section 2).</summary>
internal sealed class RunnerTokenRoutes(ServiceContext service, RunnerKeys keys)
{
    public void Map(ServiceRoutes routes) => routes.Post("runner-token", "/token", CreateAsync);

    private async Task CreateAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            await RefuseAsync(context, "invalid_request");
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var assertion = form["client_assertion"].ToString();
        var client = Guid.TryParse(ClientAssertion.ReadIssuer(assertion), out var id) ? id : Guid.Empty;
        if (
            service.Dispatcher.FindRunnerByClient(client) is not { } runner
            || !ClientAssertion.Verify(
                assertion,
                await keys.GetAsync(runner.ScaleSet.Id),
                "/token",
                service.Time.GetUtcNow()
            )
        )
        {
            await RefuseAsync(context, "invalid_client");
            return;
        }

        var lifetime = service.Options.RunnerTokenLifetime;
        await Reply.JsonAsync(
            context,
            200,
            w =>
            {
                w.WriteStartObject();
                w.WriteString("access_token", service.Tokens.Issue(TokenKind.Runner, $"{runner.Id}", lifetime));
                w.WriteString("token_type", "bearer");
                w.WriteNumber("expires_in", (int)lifetime.TotalSeconds);
                w.WriteEndObject();
            }
        );
    }

    private static Task RefuseAsync(HttpContext context, string error) =>
        Reply.JsonAsync(
            context,
            400,
            w =>
            {
                w.WriteStartObject();
                w.WriteString("error", error);
                w.WriteEndObject();
            }
        );
}
