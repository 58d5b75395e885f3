using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deskrun.Installations.Configuration;

/// <summary>Collects what is wrong with a configuration file, with the line of each place. Never quotes a value: it may be a secret.</summary>
internal sealed class ConfigurationProblems(string file, JsonLines lines)
{
    private readonly List<string> found = [];

    public IReadOnlyList<string> Found => found;

    public void Add(string path, string expected, JsonNode? node) =>
        Add(path, $"must be {expected}, but is {KindOf(node)}");

    public void Add(string path, string message) =>
        found.Add($"{file}:{lines.At(path)}: {path.TrimStart('/').Replace('/', '.')} {message}");

    private static string KindOf(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "another number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            JsonValueKind.Array => "a list",
            JsonValueKind.Object => "an object",
            _ => "null",
        };
}
