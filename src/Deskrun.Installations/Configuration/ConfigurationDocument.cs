using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deskrun.Installations.Configuration;

/// <summary>What a configuration file says. Immutable: a change gives a new document, with every unknown key kept.</summary>
public sealed class ConfigurationDocument
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        // It is a file for people, not a part of a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject root;

    private ConfigurationDocument(
        JsonObject root,
        string clusterName,
        ClusterSettings cluster,
        IReadOnlyList<Installation> installations
    )
    {
        this.root = root;
        ClusterName = clusterName;
        Cluster = cluster;
        Installations = installations;
    }

    /// <summary>What a user without any file has.</summary>
    public static ConfigurationDocument Empty { get; } =
        new(
            new JsonObject { [Fields.ClusterName] = "deskrun", [Fields.Installations] = new JsonObject() },
            "deskrun",
            new ClusterSettings(),
            []
        );

    /// <summary>Name of the local cluster.</summary>
    public string ClusterName { get; }

    /// <summary>What the user set about the clusters.</summary>
    public ClusterSettings Cluster { get; }

    /// <summary>Every installation, ordered by name.</summary>
    public IReadOnlyList<Installation> Installations { get; }

    /// <summary>The installation of that name, or null.</summary>
    public Installation? Find(string name) => Installations.FirstOrDefault(installation => installation.Name == name);

    /// <summary>The document with this installation added, or changed when one of its name is there.</summary>
    public ConfigurationDocument With(Installation installation)
    {
        var copy = (JsonObject)root.DeepClone();
        var key = FieldReader.KeyOf(copy, Fields.Installations);
        if (copy[key] is not JsonObject all)
        {
            copy[key] = all = new JsonObject();
        }

        if (all[installation.Name] is not JsonObject fields)
        {
            all[installation.Name] = fields = new JsonObject();
        }

        InstallationWriter.Write(fields, Find(installation.Name), installation);
        return new(
            copy,
            ClusterName,
            Cluster,
            Ordered(Installations.Where(other => other.Name != installation.Name).Append(installation))
        );
    }

    /// <summary>The document without the installation of that name.</summary>
    public ConfigurationDocument Without(string name)
    {
        var copy = (JsonObject)root.DeepClone();
        (copy[FieldReader.KeyOf(copy, Fields.Installations)] as JsonObject)?.Remove(name);
        return new(copy, ClusterName, Cluster, [.. Installations.Where(installation => installation.Name != name)]);
    }

    /// <summary>The document with these settings of the clusters; the very same one when they say what it says already.</summary>
    public ConfigurationDocument WithCluster(ClusterSettings settings)
    {
        var copy = (JsonObject)root.DeepClone();
        var key = FieldReader.KeyOf(copy, Fields.Cluster);
        if (copy[key] is not JsonObject fields)
        {
            copy[key] = fields = new JsonObject();
        }

        ClusterWriter.Write(fields, settings);
        if (fields.Count == 0)
        {
            copy.Remove(key);
        }

        return JsonNode.DeepEquals(root, copy) ? this : new(copy, ClusterName, settings, Installations);
    }

    /// <summary>The text of the file, UTF-8.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            root.WriteTo(writer);
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>Reads a file's text.</summary>
    /// <param name="file">The file's name for messages.</param>
    /// <param name="bytes">Its content.</param>
    /// <exception cref="ConfigurationException">It is no JSON, or a key has the wrong type.</exception>
    public static ConfigurationDocument Read(string file, ReadOnlySpan<byte> bytes)
    {
        var text = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        var root = Parse(file, text);
        var problems = new ConfigurationProblems(file, JsonLines.Of(text));
        var fields = new FieldReader(root, "", problems);
        var cluster = fields.Text(Fields.ClusterName) is { Length: > 0 } name ? name : "deskrun";
        var settings = ClusterReader.Read(
            new FieldReader(
                fields.Object(Fields.Cluster) ?? [],
                $"/{FieldReader.KeyOf(root, Fields.Cluster)}",
                problems
            ),
            problems
        );
        var installations = new List<Installation>();
        foreach (var (key, node) in fields.Object(Fields.Installations) ?? [])
        {
            var path = $"/{FieldReader.KeyOf(root, Fields.Installations)}/{key}";
            if (node is JsonObject installation)
            {
                installations.Add(
                    InstallationReader.Read(key, new FieldReader(installation, path, problems), problems)
                );
            }
            else if (node is not null)
            {
                problems.Add(path, "an object", node);
            }
        }

        return problems.Found.Count == 0
            ? new(root, cluster, settings, Ordered(installations))
            : throw new ConfigurationException(file, problems.Found, "Mend these lines; nothing was changed.");
    }

    private static JsonObject Parse(string file, ReadOnlySpan<byte> text)
    {
        var wayOut = $"Mend the file, or start afresh with: mv {file} {file}.broken";
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(text.ToArray(), options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? JsonObject.Create(document.RootElement.Clone())!
                : throw new ConfigurationException(file, [$"{file}:1: must hold one JSON object"], wayOut);
        }
        catch (JsonException failed)
        {
            // The parser's own message may quote a piece of the file, which may be a secret.
            var line = (failed.LineNumber ?? 0) + 1;
            var what =
                text.Trim(" \t\r\n"u8).IsEmpty ? "the file is empty"
                : line > text.TrimEnd(" \t\r\n"u8).Count((byte)'\n')
                    ? "the JSON breaks off or is wrong in its last line"
                : $"this is no JSON, or a key stands twice (column {(failed.BytePositionInLine ?? 0) + 1})";
            throw new ConfigurationException(file, [$"{file}:{line}: {what}"], wayOut);
        }
    }

    private static IReadOnlyList<Installation> Ordered(IEnumerable<Installation> installations) =>
        [.. installations.OrderBy(installation => installation.Name, StringComparer.Ordinal)];
}
