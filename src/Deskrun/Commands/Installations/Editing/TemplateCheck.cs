using System.Text.Json.Nodes;
using Deskrun.Installations;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Commands.Installations.Editing;

/// <summary>Looks at the template of mode <c>kro</c> before it is given to a cluster.</summary>
internal static class TemplateCheck
{
    private const string ApiVersion = "kro.run/v1alpha1";
    private const string Kind = "ResourceGraphDefinition";
    private const int Largest = 1024 * 1024;

    public static IEnumerable<string> Problems(Installation installation, IReadOnlyList<Installation> others)
    {
        if (installation.Template is not { } file || RunnerModes.Parse(installation.Mode) != RunnerMode.Kro)
        {
            return [];
        }

        return Read(file, out var problem) is { } graph
            ? Problems(file, graph).Concat(Shared(installation, graph, others))
            : [problem!];
    }

    private static JsonObject? Read(string file, out string? problem)
    {
        problem = null;
        try
        {
            var info = new FileInfo(file);
            if (!info.Exists || info.Length > Largest)
            {
                problem = info.Exists
                    ? $"the template {file} has {info.Length} bytes; a ResourceGraphDefinition has at most {Largest}"
                    : $"there is no template {file}";
                return null;
            }

            var all = KubeYaml.ReadManifests(File.ReadAllText(file), file);
            problem =
                all is [var one] && IsGraph(one)
                    ? null
                    : $"the template {file} must hold one {Kind} of {ApiVersion} and nothing else; it holds "
                        + (all.Count == 0 ? "nothing" : string.Join(", ", all.Select(Describe)));
            return problem is null ? all[0] : null;
        }
        catch (Exception unreadable)
            when (unreadable is KubeYamlException or IOException or UnauthorizedAccessException)
        {
            problem = $"the template {file} can't be read: {unreadable.Message}";
            return null;
        }
    }

    private static IEnumerable<string> Problems(string file, JsonObject graph)
    {
        if (Text(graph["metadata"], "name") is null)
        {
            yield return $"the template {file} has no metadata.name";
        }

        var schema = (graph["spec"] as JsonObject)?["schema"];
        if (Text(schema, "kind") is null || Text(schema, "apiVersion") is null)
        {
            yield return $"the template {file} needs spec.schema.kind and spec.schema.apiVersion: the kind that it makes";
        }
        else if (Text(schema, "apiVersion")!.Contains('/'))
        {
            yield return $"the template {file}: spec.schema.apiVersion is a version such as v1alpha1; the group goes to "
                + "spec.schema.group";
        }
    }

    // It carries the name of the one scale set that it serves.
    private static IEnumerable<string> Shared(
        Installation installation,
        JsonObject graph,
        IReadOnlyList<Installation> others
    ) =>
        others
            .Where(other =>
                other.Name != installation.Name
                && other.Backend == installation.Backend
                && other.Context == installation.Context
                && RunnerModes.Parse(other.Mode) == RunnerMode.Kro
                && other.Template is { } file
                && Read(file, out _) is { } theirs
                && Text(theirs["metadata"], "name") == Text(graph["metadata"], "name")
            )
            .Select(other =>
                $"the {Kind} {Text(graph["metadata"], "name")} serves {other.Name} already, and one serves one scale set; "
                + "give this one another metadata.name and another kind"
            );

    private static bool IsGraph(JsonObject manifest) =>
        Text(manifest, "apiVersion") == ApiVersion && Text(manifest, "kind") == Kind;

    private static string Describe(JsonObject manifest) =>
        $"{Text(manifest, "kind") ?? "something without a kind"} ({Text(manifest, "apiVersion") ?? "no apiVersion"})";

    private static string? Text(JsonNode? node, string key) =>
        (node as JsonObject)?[key] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
            ? text
            : null;
}
