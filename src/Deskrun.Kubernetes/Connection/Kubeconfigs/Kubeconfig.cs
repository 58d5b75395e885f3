using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Kubernetes.Connection.Kubeconfigs;

/// <summary>Several files read as one: of each name the first entry counts, and the first current-context.</summary>
internal sealed class Kubeconfig
{
    private readonly Dictionary<(string Section, string Name), KubeconfigEntry> entries = [];

    private Kubeconfig(IReadOnlyList<string> files) => Files = files;

    public IReadOnlyList<string> Files { get; }

    public string? CurrentContext { get; private set; }

    public IEnumerable<string> Names(string section) =>
        entries.Keys.Where(key => key.Section == section).Select(key => key.Name);

    public static Kubeconfig Load(IReadOnlyList<string> files)
    {
        var config = new Kubeconfig(files);
        foreach (var file in files)
        {
            config.Merge(file);
        }

        return config;
    }

    /// <summary>The entry of that name.</summary>
    /// <param name="section"><c>clusters</c>, <c>users</c> or <c>contexts</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="wanted">Who wants it, for the error.</param>
    public KubeconfigEntry Find(string section, string name, string wanted)
    {
        if (entries.TryGetValue((section, name), out var entry))
        {
            return entry;
        }

        var there = string.Join(", ", Names(section).Order());
        throw new KubeConnectionException(
            $"{string.Join(", ", Files)}: {wanted} names {name}, but {section} has {(there.Length == 0 ? "none" : there)}"
        );
    }

    private void Merge(string file)
    {
        JsonObject root;
        try
        {
            var documents = KubeYaml.Read(File.ReadAllText(file), file, plainText: true);
            root = documents.FirstOrDefault() switch
            {
                null => [],
                JsonObject mapping => mapping,
                _ => throw new KubeConnectionException($"{file}: expected a mapping (apiVersion: v1, kind: Config)"),
            };
        }
        catch (KubeYamlException error)
        {
            throw new KubeConnectionException($"not a kubeconfig: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KubeConnectionException($"the kubeconfig {file} cannot be read: {error.Message}", error);
        }

        if (root.Text("kind") is { } kind and not "Config")
        {
            throw new KubeConnectionException($"{file}: kind is {kind}, expected Config");
        }

        CurrentContext ??= root.Text("current-context") is { Length: > 0 } current ? current : null;
        MergeSection(root, file, "clusters", "cluster");
        MergeSection(root, file, "users", "user");
        MergeSection(root, file, "contexts", "context");
    }

    private void MergeSection(JsonObject root, string file, string section, string field)
    {
        foreach (var item in root.Items(section))
        {
            var name =
                item.Text("name") ?? throw new KubeConnectionException($"{file}: an entry of {section} has no name");
            var fields = item.At(field) as JsonObject ?? [];
            entries.TryAdd((section, name), new KubeconfigEntry(fields, file, $"{section}[{name}].{field}"));
        }
    }
}
