using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Dispatch;
using Deskrun.ActionsService.Http;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.ScaleSets;

/// <summary>What every route of the admin token shares: who calls, and which scale set is meant.</summary>
internal abstract class AdminRoutes(ServiceContext service)
{
    protected ServiceContext Service { get; } = service;

    /// <summary>Runs the handler with the scope of the admin token; 401 without a good one.</summary>
    protected RequestDelegate Admin(Func<HttpContext, Scope, Task> handler) =>
        context =>
            Service.Tokens.Check(TokenKind.Admin, ServiceContext.TokenOf(context)) is { } scope
                ? handler(context, new Scope(scope))
                : Reply.Empty(context, 401);

    /// <summary>The same with the scale set that the route's <c>id</c> names.</summary>
    protected RequestDelegate WithScaleSet(Func<HttpContext, ScaleSet, Task> handler) =>
        Admin(
            (context, scope) =>
            {
                var id = ServiceContext.Number(context, "id");
                return Service.Dispatcher.FindScaleSet(scope, id) is { } set
                    ? handler(context, set)
                    : Reply.ServiceErrorAsync(context, ServiceError.ScaleSetNotFound(id));
            }
        );

    protected static Uri ServiceUrl(HttpContext context) =>
        new(ServiceContext.UrlFor(context), GitHubRoutes.ServicePath);
}
