namespace Deskrun.GitHub.Wire;

/// <summary>A URL for people: a queue URL may carry a key in its query, so only known values are shown.</summary>
internal static class SafeUrl
{
    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "api-version",
        "lastMessageId",
        "name",
        "groupName",
        "agentName",
        "runnerGroupId",
        "sessionId",
    };

    public static string Of(Uri url)
    {
        var start = $"{url.Scheme}://{url.Authority}{url.AbsolutePath}";
        var query = url.Query.TrimStart('?');
        return query.Length == 0 ? start : $"{start}?{string.Join('&', query.Split('&').Select(Redact))}";
    }

    private static string Redact(string pair)
    {
        var name = pair.Split('=')[0];
        return Shown.Contains(Uri.UnescapeDataString(name)) ? pair : $"{name}=***";
    }
}
