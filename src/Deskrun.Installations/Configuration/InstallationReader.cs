using System.Globalization;
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
            MovingFrom = ReadMove(fields, problems),
            Mode = fields.Text(Fields.ContainerMode) is { Length: > 0 } mode ? mode : Defaults.Mode,
            MinRunners = fields.Number(Fields.MinRunners) ?? Defaults.MinRunners,
            MaxRunners = fields.Number(Fields.MaxRunners) ?? Defaults.MaxRunners,
            Instances = fields.Number(Fields.Instances) ?? Defaults.Instances,
            CachePaths = fields.List(Fields.CachePaths, (node, path) => ItemReader.Cache(node, path, problems)),
            Mounts = fields.List(Fields.Mounts, (node, path) => ItemReader.Mount(node, path, problems)),
            Image = fields.Text(Fields.Image),
            Cpus = fields.Text(Fields.Cpus),
            Memory = fields.Text(Fields.Memory),
            Environment = fields.Texts(Fields.Environment),
            Template = fields.Text(Fields.Template),
            WorkVolume = fields.Text(Fields.WorkVolume),
            HostPid = fields.Flag(Fields.HostPid) ?? false,
            HostIpc = fields.Flag(Fields.HostIpc) ?? false,
            Labels = fields.List(Fields.Labels, (node, path) => ItemReader.Text(node, path, problems)),
            RunnerGroup = fields.Text(Fields.RunnerGroup),
            RunAs = fields.Text(Fields.RunAs),
            TrustJobs = fields.Flag(Fields.TrustJobs) ?? false,
            AuthType = fields.Text(Fields.AuthType) is { Length: > 0 } type ? type : Defaults.AuthType,
            AppId = fields.Text(Fields.AppId),
            AppInstallationId = fields.LongNumber(Fields.AppInstallationId),
            Credential = ReadCredential(name, fields),
        };
    }

    private static MovingFrom? ReadMove(FieldReader fields, ConfigurationProblems problems)
    {
        if (fields.Object(Fields.MovingFrom) is not { } json)
        {
            return null;
        }

        var path = $"{fields.Path}/{Fields.MovingFrom}";
        var move = new FieldReader(json, path, problems);
        var (backend, context, since) = (move.Text(Fields.Backend), move.Text(Fields.Context), move.Text(Fields.Since));
        if (backend is null || !BackendNames.All.Contains(backend))
        {
            problems.Add($"{path}/{Fields.Backend}", $"must be one of {string.Join(", ", BackendNames.All)}");
            return null;
        }

        // A moment that can't be read costs the length of the gap, not the move.
        var known = DateTimeOffset.TryParse(
            since,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        );
        return new MovingFrom(backend, context, known ? moment : default);
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
}
