using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Dispatch;
using Deskrun.ActionsService.Faults;
using Deskrun.ActionsService.Runs;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Http;

/// <summary>What the routes share.</summary>
internal sealed record ServiceContext(
    ActionsServiceOptions Options,
    string PersonalToken,
    TokenIssuer Tokens,
    Dispatcher Dispatcher,
    RunStore Runs,
    FaultBox Faults
)
{
    public TimeProvider Time => Options.TimeProvider;

    /// <summary>The service's URL as this client reached it, with a slash at its end.</summary>
    public static Uri UrlFor(HttpContext context) => new($"{context.Request.Scheme}://{context.Request.Host}/");

    /// <summary>The token of the Authorization header with the scheme (<c>Bearer</c>), or null.</summary>
    public static string? TokenOf(HttpContext context, string scheme = "Bearer")
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(scheme + " ", StringComparison.OrdinalIgnoreCase)
            ? header[(scheme.Length + 1)..].Trim()
            : null;
    }

    /// <summary>The number in the route, or -1.</summary>
    public static int Number(HttpContext context, string name) =>
        int.TryParse(context.Request.RouteValues[name] as string, out var number) ? number : -1;

    /// <summary>The GUID in the route, or the empty one.</summary>
    public static Guid Id(HttpContext context, string name) =>
        Guid.TryParse(context.Request.RouteValues[name] as string, out var id) ? id : Guid.Empty;

    /// <summary>Leaves the tokens out.</summary>
    public override string ToString() => Options.ToString();
}
