using System.Text.Json;
using System.Text.Json.Nodes;
using Deskrun.Installations.Credentials;

namespace Deskrun.Installations.Configuration;

/// <summary>Reads one installation as any generation of the tool wrote it.</summary>
internal static class InstallationReader
{
    private static readonly Installation Defaults = new() { Name = "", Repository = "" };

    public static Installation Read(string name, FieldReader fields, ConfigurationProblems problems)
    {
        if (fields.Text(Fields.Name) is { Length: > 0 } other && other != name)
        {
            problems.Add($"{fields.Path}/{Fields.Name}", $"must be the installation's own key, {name}");
        }

        return new Installation
        {
            Name = name,
            Repository = fields.Text(Fields.Repository) ?? "",
            Backend = fields.Text(Fields.Backend) is { Length: > 0 } backend ? backend : Defaults.Backend,
            Context = fields.Text(Fields.Context),
            Mode = fields.Text(Fields.ContainerMode) is { Length: > 0 } mode ? mode : Defaults.Mode,
            MinRunners = fields.Number(Fields.MinRunners) ?? Defaults.MinRunners,
            MaxRunners = fields.Number(Fields.MaxRunners) ?? Defaults.MaxRunners,
            Instances = fields.Number(Fields.Instances) ?? Defaults.Instances,
            CachePaths = fields.List(Fields.CachePaths, (node, path) => ReadCache(node, path, problems)),
            Mounts = fields.List(Fields.Mounts, (node, path) => ReadMount(node, path, problems)),
            Labels = fields.List(Fields.Labels, (node, path) => ReadText(node, path, problems)),
            RunnerGroup = fields.Text(Fields.RunnerGroup),
            RunAs = fields.Text(Fields.RunAs),
            TrustJobs = fields.Flag(Fields.TrustJobs) ?? false,
            AuthType = fields.Text(Fields.AuthType) is { Length: > 0 } type ? type : Defaults.AuthType,
            AppId = fields.Text(Fields.AppId),
            AppInstallationId = fields.LongNumber(Fields.AppInstallationId),
            Credential = ReadCredential(name, fields),
        };
    }

    private static CredentialReference ReadCredential(string name, FieldReader fields)
    {
        // All are read, so that a wrong type in any of them is reported.
        var variable = fields.Text(Fields.AuthEnv);
        var file = fields.Text(Fields.AuthFile);
        var stored = fields.Flag(Fields.AuthStored) ?? false;
        var value = fields.Text(Fields.AuthValue);
        return variable is { Length: > 0 } ? new CredentialReference.FromEnvironment(variable)
            : file is { Length: > 0 } ? new CredentialReference.FromFile(file)
            : stored ? new CredentialReference.Stored(name)
            : value is { Length: > 0 } ? new CredentialReference.InConfiguration(value)
            : CredentialReference.None;
    }

    private static CachePath? ReadCache(JsonNode? node, string path, ConfigurationProblems problems)
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

    private static Mount? ReadMount(JsonNode? node, string path, ConfigurationProblems problems)
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

    private static string? ReadText(JsonNode? node, string path, ConfigurationProblems problems)
    {
        if (node?.GetValueKind() == JsonValueKind.String)
        {
            return node.GetValue<string>();
        }

        problems.Add(path, "a text", node);
        return null;
    }
}
