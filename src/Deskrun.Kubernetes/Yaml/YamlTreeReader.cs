using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Deskrun.Kubernetes.Yaml;

/// <summary>Builds JSON nodes from the low-level parser's events.</summary>
internal sealed class YamlTreeReader(IParser parser, string source, bool plainText)
{
    // Deeper than any manifest; a text nested for malice ends here and not in a stack overflow.
    private const int DeepestNesting = 200;

    // Aliases copy what they name: a few lines can ask for gigabytes.
    private const int MostAliasedNodes = 100_000;

    private readonly Dictionary<string, JsonNode?> anchors = [];
    private int aliasedNodes;

    public List<JsonNode> ReadDocuments()
    {
        var documents = new List<JsonNode>();
        parser.Consume<StreamStart>();
        while (!parser.TryConsume<StreamEnd>(out _))
        {
            anchors.Clear();
            parser.Consume<DocumentStart>();
            if (ReadNode(0) is { } root)
            {
                documents.Add(root);
            }

            parser.Consume<DocumentEnd>();
        }

        return documents;
    }

    private JsonNode? ReadNode(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new KubeYamlException($"{source}: nested more than {DeepestNesting} levels deep");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Aliased(alias);
        }

        var anchor = parser.Current is NodeEvent { Anchor: { IsEmpty: false } name } ? name.Value : null;
        var node =
            parser.TryConsume<Scalar>(out var scalar) ? YamlScalar.Read(scalar, plainText)
            : parser.TryConsume<SequenceStart>(out _) ? ReadSequence(depth)
            : ReadMapping(depth);
        if (anchor is not null)
        {
            anchors[anchor] = node;
        }

        return node;
    }

    private JsonArray ReadSequence(int depth)
    {
        var items = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return items;
    }

    private JsonObject ReadMapping(int depth)
    {
        parser.Consume<MappingStart>();
        var fields = new JsonObject();
        JsonObject? merged = null;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var start = parser.Current!.Start;
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw new KubeYamlException($"{source}, line {start.Line}: a key must be plain text");
            }

            var value = ReadNode(depth + 1);
            if (key.Value == "<<" && key.Style == ScalarStyle.Plain)
            {
                merged = value as JsonObject;
            }
            else if (!fields.TryAdd(key.Value, value))
            {
                throw new KubeYamlException($"{source}, line {start.Line}: the key {key.Value} stands there twice");
            }
        }

        foreach (var (key, value) in merged ?? [])
        {
            fields.TryAdd(key, value?.DeepClone());
        }

        return fields;
    }

    private JsonNode? Aliased(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw new KubeYamlException(
                $"{source}, line {alias.Start.Line}: the alias *{alias.Value.Value} names nothing above it"
            );
        }

        aliasedNodes += Count(node);
        return aliasedNodes <= MostAliasedNodes
            ? node?.DeepClone()
            : throw new KubeYamlException($"{source}: its aliases stand for more than {MostAliasedNodes} nodes");
    }

    private static int Count(JsonNode? node) =>
        node switch
        {
            JsonObject fields => 1 + fields.Sum(field => Count(field.Value)),
            JsonArray items => 1 + items.Sum(Count),
            _ => 1,
        };
}
