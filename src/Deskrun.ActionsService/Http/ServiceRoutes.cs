using Deskrun.ActionsService.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Deskrun.ActionsService.Http;

/// <summary>Maps named routes; a route's name is what faults are aimed at.</summary>
internal sealed class ServiceRoutes(IEndpointRouteBuilder endpoints, FaultBox faults)
{
    private readonly SortedSet<string> names = ["*"];

    /// <summary>Every name that a fault can be aimed at.</summary>
    public IReadOnlyCollection<string> Names => names;

    public void Get(string name, string pattern, RequestDelegate handler) => Map("GET", name, pattern, handler);

    public void Post(string name, string pattern, RequestDelegate handler) => Map("POST", name, pattern, handler);

    public void Put(string name, string pattern, RequestDelegate handler) => Map("PUT", name, pattern, handler);

    public void Patch(string name, string pattern, RequestDelegate handler) => Map("PATCH", name, pattern, handler);

    public void Delete(string name, string pattern, RequestDelegate handler) => Map("DELETE", name, pattern, handler);

    private void Map(string method, string name, string pattern, RequestDelegate handler)
    {
        names.Add(name);
        endpoints.MapMethods(
            pattern,
            [method],
            context => faults.TakeResponse(name) is { } fault ? Fail(context, fault) : handler(context)
        );
    }

    private static Task Fail(HttpContext context, ResponseFault fault)
    {
        context.Response.StatusCode = fault.Status;
        if (fault.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Task.CompletedTask;
    }
}
