using System.Text.Json.Nodes;

namespace Deskrun.GitHub.Tests.Service;

/// <summary>A request as it reached the service.</summary>
public sealed record Seen(string Route, string Method, string Path, string Query, string Body)
{
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public string Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Argument(string name) => System.Web.HttpUtility.ParseQueryString(Query)[name] ?? "";
}
