using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deskrun.Kubernetes.Connection.Kubeconfigs;

/// <summary>One cluster, user or context of a kubeconfig, with the file it stands in: paths and errors need it.</summary>
internal sealed record KubeconfigEntry(JsonObject Fields, string File, string Place)
{
    /// <summary>A text field; null if absent or empty.</summary>
    public string? Text(string field) =>
        Fields.TryGetPropertyValue(field, out var node) && node is not null
            ? node.GetValueKind() == JsonValueKind.String
                ? NullIfEmpty(node.GetValue<string>())
                : throw Wrong(field, "expected text")
            : null;

    /// <summary>A yes-or-no field.</summary>
    public bool Flag(string field) =>
        Text(field) switch
        {
            null or "false" => false,
            "true" => true,
            var other => throw Wrong(field, $"expected true or false, found {other}"),
        };

    /// <summary>An inner mapping; null if absent.</summary>
    public KubeconfigEntry? Inner(string field) =>
        Fields.TryGetPropertyValue(field, out var node) && node is not null
            ? node is JsonObject inner
                ? new KubeconfigEntry(inner, File, $"{Place}.{field}")
                : throw Wrong(field, "expected a mapping")
            : null;

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string field) =>
        !Fields.TryGetPropertyValue(field, out var node) || node is null ? []
        : node is JsonArray items && items.All(item => item?.GetValueKind() == JsonValueKind.String)
            ? [.. items.Select(item => item!.GetValue<string>())]
        : throw Wrong(field, "expected a list of texts");

    /// <summary>What a field names as a file, relative to the kubeconfig; null if absent.</summary>
    public string? FilePath(string field) =>
        Text(field) is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(File)!) : null;

    /// <summary>The text that a <c>…-data</c> field holds in base64, or that the file of the other field holds.</summary>
    public string? DataOrFile(string dataField, string fileField)
    {
        if (Text(dataField) is { } data)
        {
            try
            {
                return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(data));
            }
            catch (FormatException error)
            {
                throw Wrong(dataField, "not base64", error);
            }
        }

        if (FilePath(fileField) is not { } path)
        {
            return null;
        }

        try
        {
            return System.IO.File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Wrong(fileField, $"{path} cannot be read: {error.Message}", error);
        }
    }

    public KubeConnectionException Wrong(string field, string why, Exception? inner = null) =>
        new($"{File}: {Place}.{field}: {why}", inner);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
