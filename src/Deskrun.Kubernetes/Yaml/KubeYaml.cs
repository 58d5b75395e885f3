using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace Deskrun.Kubernetes.Yaml;

/// <summary>Reads YAML manifests as the JSON that the API server takes.</summary>
public static class KubeYaml
{
    /// <summary>Every document of a text; empty documents are left out.</summary>
    /// <param name="text">The YAML (or JSON) text.</param>
    /// <param name="source">What people know the text by: a file's path.</param>
    /// <exception cref="KubeYamlException">The text is no YAML, or a document is no mapping.</exception>
    public static IReadOnlyList<JsonObject> ReadManifests(string text, string source)
    {
        var manifests = new List<JsonObject>();
        foreach (var document in Read(text, source, plainText: false))
        {
            manifests.Add(
                document as JsonObject
                    ?? throw new KubeYamlException($"{source}: a document is no mapping (expected apiVersion, kind, …)")
            );
        }

        return manifests;
    }

    /// <summary>Every document that isn't empty.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="source">What people know the text by.</param>
    /// <param name="plainText">Whether plain scalars stay text: for files whose fields are all known to be text.</param>
    internal static List<JsonNode> Read(string text, string source, bool plainText)
    {
        try
        {
            return new YamlTreeReader(new Parser(new StringReader(text)), source, plainText).ReadDocuments();
        }
        catch (YamlException error)
        {
            throw new KubeYamlException(
                $"{source}, line {error.Start.Line}, column {error.Start.Column}: {error.Message}",
                error
            );
        }
    }
}
