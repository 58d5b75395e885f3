using System.Text.RegularExpressions;

namespace Deskrun.Backends.Cluster.Helm;

/// <summary>Reads what Helm printed when it failed, and says cause and way out.</summary>
internal static partial class HelmFailures
{
    private const int MostText = 1500;

    // In the order in which they are looked for: a failed wait may quote a refusal, for instance.
    private static readonly (HelmFailureKind Kind, string[] Signs)[] Known =
    [
        (HelmFailureKind.Locked, ["another operation (install/upgrade/rollback) is in progress"]),
        (
            HelmFailureKind.NotOurs,
            [
                "invalid ownership metadata",
                "cannot be imported into the current release",
                "conflict occurred while applying",
            ]
        ),
        (
            HelmFailureKind.ValuesRefused,
            [
                "values don't meet the specifications of the schema",
                "execution error at",
                "error calling fail",
                "error calling required",
            ]
        ),
        (HelmFailureKind.Forbidden, [" is forbidden: "]),
        (
            HelmFailureKind.ClusterUnreachable,
            ["kubernetes cluster unreachable", "the server has asked for the client to provide credentials"]
        ),
        (HelmFailureKind.NoRelease, ["release: not found", "release name not found"]),
        (
            HelmFailureKind.ChartUnreachable,
            [
                "failed to do request",
                "failed to perform \"",
                "failed to fetch",
                "server gave http response to https client",
                "unauthorized",
                "failed to authorize",
                ": not found",
                "no such host",
                "could not find",
                "could not locate a version",
                "dial tcp",
                "unable to locate any tags",
                "chart.yaml file is missing",
            ]
        ),
    ];

    public static HelmException Of(string act, string errors)
    {
        var said = Shorten(errors);
        var kind = Known.FirstOrDefault(each =>
            each.Signs.Any(sign => errors.Contains(sign, StringComparison.OrdinalIgnoreCase))
        )
            is { Signs: not null } found
            ? found.Kind
            : HelmFailureKind.Other;
        return new HelmException(kind, $"{act} failed: {said}{WayOut(kind, errors)}");
    }

    private static string WayOut(HelmFailureKind kind, string errors) =>
        kind switch
        {
            HelmFailureKind.Locked =>
                "\nAn earlier helm was interrupted or still runs; the next deskrun up frees the release",
            HelmFailureKind.NotOurs =>
                "\nAn object of that name belongs to somebody else and is left alone; remove it, or choose another name or namespace",
            HelmFailureKind.ValuesRefused => "\nThe chart refuses the values; see them with: deskrun render",
            HelmFailureKind.Forbidden when Rule(errors) is { } rule => $"\nThe rule that allows it: {rule}",
            HelmFailureKind.ChartUnreachable
                when errors.Contains("HTTP response to HTTPS", StringComparison.OrdinalIgnoreCase) =>
                "\nThe registry speaks HTTP without TLS; allow that with: deskrun cluster configure --plain-http",
            HelmFailureKind.ChartUnreachable =>
                "\nThe chart can't be had from there; check the network, or name a mirror or a folder with: deskrun cluster configure",
            _ => "",
        };

    /// <summary>The RBAC rule that a refusal of the API server asks for; null when it doesn't read as one.</summary>
    internal static string? Rule(string errors)
    {
        var match = Refusal().Match(errors);
        if (!match.Success)
        {
            return null;
        }

        var where = match.Groups["space"].Success
            ? $"in a Role in namespace {match.Groups["space"].Value}"
            : "in a ClusterRole";
        return $$"""{apiGroups: ["{{match.Groups["group"].Value}}"], resources: ["{{match.Groups["resource"].Value}}"], verbs: ["{{match.Groups["verb"].Value}}"]} {{where}}""";
    }

    private static string Shorten(string text)
    {
        var said = text.StartsWith("Error: ", StringComparison.Ordinal) ? text["Error: ".Length..] : text;
        return said.Length <= MostText ? said : said[..MostText] + " …";
    }

    [GeneratedRegex(
        """cannot (?<verb>\w+) resource \\?"(?<resource>[^"\\]+)\\?" in API group \\?"(?<group>[^"\\]*)\\?"(?: in the namespace \\?"(?<space>[^"\\]+)\\?")?"""
    )]
    private static partial Regex Refusal();
}
