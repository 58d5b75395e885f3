using System.Text.RegularExpressions;

namespace Deskrun.GitHub.Tests.Service;

/// <summary>Names for the calls that a service knows.</summary>
public static class Routes
{
    private const string Set = @"^/svc/_apis/runtime/runnerscalesets";
    private const string Agents = @"^/svc/_apis/distributedtask/pools/0/agents";

    private static readonly (string Method, string Pattern, string Name)[] Table =
    [
        ("POST", @"^/api/v3/(repos|orgs|enterprises)/.+/actions/runners/registration-token$", "registration token"),
        ("POST", @"^/api/v3/actions/runner-registration$", "registration"),
        ("POST", @"^/api/v3/app/installations/\d+/access_tokens$", "installation token"),
        ("GET", @"^/api/v3/(repos|orgs)/.+/installation$", "find installation"),
        ("GET", @"^/svc/_apis/runtime/runnergroups/$", "groups"),
        ("GET", Set + "$", "find scale sets"),
        ("POST", Set + "$", "create scale set"),
        ("GET", Set + @"/\d+$", "get scale set"),
        ("PATCH", Set + @"/\d+$", "update scale set"),
        ("DELETE", Set + @"/\d+$", "delete scale set"),
        ("POST", Set + @"/\d+/sessions$", "open session"),
        ("PATCH", Set + @"/\d+/sessions/[^/]+$", "refresh session"),
        ("DELETE", Set + @"/\d+/sessions/[^/]+$", "delete session"),
        ("POST", Set + @"/\d+/acquirejobs$", "acquire"),
        ("GET", Set + @"/\d+/acquirablejobs$", "acquirable"),
        ("POST", Set + @"/\d+/generatejitconfig$", "jit"),
        ("GET", Agents + "$", "find runners"),
        ("GET", Agents + @"/\d+$", "get runner"),
        ("DELETE", Agents + @"/\d+$", "remove runner"),
        ("GET", @"^/queue/message$", "poll"),
        ("DELETE", @"^/queue/message/\d+$", "acknowledge"),
    ];

    public static string Of(string method, string path) =>
        Table
            .Where(route => route.Method == method && Regex.IsMatch(path, route.Pattern))
            .Select(route => route.Name)
            .FirstOrDefault($"unknown: {method} {path}");
}
