using System.Globalization;
using System.Text.Json.Nodes;
using Deskrun.Installations.Credentials;

namespace Deskrun.Installations.Configuration;

/// <summary>Writes an installation over what its JSON object held before. Keys that deskrun doesn't know stay as they are.</summary>
internal static class InstallationWriter
{
    /// <param name="json">The object to change; empty for a new installation.</param>
    /// <param name="before">What the object says; null for a new one. Lists that say the same keep their form.</param>
    /// <param name="installation">What it shall say.</param>
    public static void Write(JsonObject json, Installation? before, Installation installation)
    {
        var fields = new FieldWriter(json);
        fields.Set(Fields.Name, installation.Name);
        fields.Set(Fields.Repository, installation.Repository);
        fields.Set(Fields.ContainerMode, installation.Mode);
        fields.Set(Fields.MinRunners, installation.MinRunners);
        fields.Set(Fields.MaxRunners, installation.MaxRunners);
        fields.Set(Fields.Instances, installation.Instances);
        if (before is null || !before.Mounts.SequenceEqual(installation.Mounts))
        {
            fields.Set(Fields.Mounts, FieldWriter.Array(installation.Mounts.Select(Node)));
        }

        if (before is null || !before.CachePaths.SequenceEqual(installation.CachePaths))
        {
            fields.Set(Fields.CachePaths, FieldWriter.Array(installation.CachePaths.Select(Node)));
        }

        fields.Set(Fields.AuthType, installation.AuthType);
        WriteCredential(fields, installation.Credential);
        fields.Set(Fields.Backend, installation.Backend);
        fields.SetOrRemove(Fields.Context, installation.Context);
        fields.SetOrRemove(Fields.MovingFrom, Node(installation.MovingFrom));
        fields.SetOrRemove(Fields.RunnerGroup, installation.RunnerGroup);
        fields.SetOrRemove(Fields.RunAs, installation.RunAs);
        fields.SetOrRemove(Fields.TrustJobs, installation.TrustJobs);
        fields.SetOrRemove(Fields.AppId, installation.AppId);
        fields.SetOrRemove(Fields.AppInstallationId, installation.AppInstallationId);
        fields.SetOrRemove(Fields.Labels, installation.Labels);
        fields.SetOrRemove(Fields.Image, installation.Image);
        fields.SetOrRemove(Fields.Cpus, installation.Cpus);
        fields.SetOrRemove(Fields.Memory, installation.Memory);
        fields.SetOrRemove(Fields.Environment, Node(installation.Environment));
        fields.SetOrRemove(Fields.Template, installation.Template);
        fields.SetOrRemove(Fields.WorkVolume, installation.WorkVolume);
        fields.SetOrRemove(Fields.HostPid, installation.HostPid);
        fields.SetOrRemove(Fields.HostIpc, installation.HostIpc);
    }

    private static void WriteCredential(FieldWriter fields, CredentialReference credential)
    {
        fields.SetOrRemove(Fields.AuthValue, (credential as CredentialReference.InConfiguration)?.Value);
        fields.SetOrRemove(Fields.AuthEnv, (credential as CredentialReference.FromEnvironment)?.Variable);
        fields.SetOrRemove(Fields.AuthFile, (credential as CredentialReference.FromFile)?.Path);
        fields.SetOrRemove(Fields.AuthStored, credential is CredentialReference.Stored);
    }

    private static JsonObject? Node(IReadOnlyDictionary<string, string> texts) =>
        texts.Count == 0
            ? null
            :
            [
                .. texts
                    .OrderBy(each => each.Key, StringComparer.Ordinal)
                    .Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value)),
            ];

    private static JsonObject? Node(MovingFrom? move)
    {
        if (move is null)
        {
            return null;
        }

        var json = new JsonObject { [Fields.Backend] = move.Backend };
        if (move.Context is not null)
        {
            json[Fields.Context] = move.Context;
        }

        json[Fields.Since] = move.Since.ToString("O", CultureInfo.InvariantCulture);
        return json;
    }

    private static JsonObject Node(CachePath cache) =>
        new() { [Fields.Target] = cache.Target, [Fields.Source] = cache.Source };

    public static JsonObject Node(Mount mount) =>
        new()
        {
            [Fields.Source] = mount.Source,
            [Fields.Target] = mount.Target,
            [Fields.Type] = mount.Type,
        };
}
