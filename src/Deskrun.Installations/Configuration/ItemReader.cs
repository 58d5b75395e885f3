using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deskrun.Installations.Configuration;

/// <summary>Reads what stands in the lists of the configuration file.</summary>
internal static class ItemReader
{
    public static CachePath? Cache(JsonNode? node, string path, ConfigurationProblems problems)
    {
        switch (node)
        {
            case JsonObject cache:
                var fields = new FieldReader(cache, path, problems);
                var target = fields.Text(Fields.Target) ?? fields.Text(Fields.MountPath);
                var source = fields.Text(Fields.Source) ?? fields.Text(Fields.HostPath);
                return new CachePath(target ?? "", source ?? "");
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                return new CachePath(text.GetValue<string>(), "");
            default:
                problems.Add(path, "a text or an object with Target and Source", node);
                return null;
        }
    }

    public static Mount? Mount(JsonNode? node, string path, ConfigurationProblems problems)
    {
        if (node is not JsonObject mount)
        {
            problems.Add(path, "an object with Target, Source and Type", node);
            return null;
        }

        var fields = new FieldReader(mount, path, problems);
        return new Mount(
            fields.Text(Fields.Target) ?? "",
            fields.Text(Fields.Source) ?? "",
            fields.Text(Fields.Type) is { Length: > 0 } type ? type : MountTypes.DirectoryOrCreate
        );
    }

    public static string? Text(JsonNode? node, string path, ConfigurationProblems problems)
    {
        if (node?.GetValueKind() == JsonValueKind.String)
        {
            return node.GetValue<string>();
        }

        problems.Add(path, "a text", node);
        return null;
    }
}
