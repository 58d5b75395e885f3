using System.Text.Json.Nodes;
using Deskrun.Installations.Credentials;

namespace Deskrun.Installations.Configuration;

/// <summary>Writes an installation over what its JSON object held before. Keys that deskrun doesn't know stay as they are.</summary>
internal static class InstallationWriter
{
    /// <param name="fields">The object to change; empty for a new installation.</param>
    /// <param name="before">What the object says; null for a new one. Lists that say the same keep their form.</param>
    /// <param name="installation">What it shall say.</param>
    public static void Write(JsonObject fields, Installation? before, Installation installation)
    {
        Set(fields, Fields.Name, installation.Name);
        Set(fields, Fields.Repository, installation.Repository);
        Set(fields, Fields.ContainerMode, installation.Mode);
        Set(fields, Fields.MinRunners, installation.MinRunners);
        Set(fields, Fields.MaxRunners, installation.MaxRunners);
        Set(fields, Fields.Instances, installation.Instances);
        if (before is null || !before.Mounts.SequenceEqual(installation.Mounts))
        {
            Set(fields, Fields.Mounts, Array(installation.Mounts.Select(Node)));
        }

        if (before is null || !before.CachePaths.SequenceEqual(installation.CachePaths))
        {
            Set(fields, Fields.CachePaths, Array(installation.CachePaths.Select(Node)));
        }

        Set(fields, Fields.AuthType, installation.AuthType);
        WriteCredential(fields, installation.Credential);
        Set(fields, Fields.Backend, installation.Backend);
        SetOrRemove(fields, Fields.Context, installation.Context);
        SetOrRemove(fields, Fields.RunnerGroup, installation.RunnerGroup);
        SetOrRemove(fields, Fields.RunAs, installation.RunAs);
        SetOrRemove(fields, Fields.TrustJobs, installation.TrustJobs ? JsonValue.Create(true) : null);
        SetOrRemove(fields, Fields.AppId, installation.AppId);
        SetOrRemove(fields, Fields.AppInstallationId, installation.AppInstallationId);
        var labels = installation.Labels.Select(label => (JsonNode)label);
        SetOrRemove(fields, Fields.Labels, installation.Labels.Count > 0 ? Array(labels) : null);
    }

    private static void WriteCredential(JsonObject fields, CredentialReference credential)
    {
        SetOrRemove(fields, Fields.AuthValue, (credential as CredentialReference.InConfiguration)?.Value);
        SetOrRemove(fields, Fields.AuthEnv, (credential as CredentialReference.FromEnvironment)?.Variable);
        SetOrRemove(fields, Fields.AuthFile, (credential as CredentialReference.FromFile)?.Path);
        SetOrRemove(
            fields,
            Fields.AuthStored,
            credential is CredentialReference.Stored ? JsonValue.Create(true) : null
        );
    }

    private static JsonObject Node(CachePath cache) =>
        new() { [Fields.Target] = cache.Target, [Fields.Source] = cache.Source };

    private static JsonObject Node(Mount mount) =>
        new()
        {
            [Fields.Source] = mount.Source,
            [Fields.Target] = mount.Target,
            [Fields.Type] = mount.Type,
        };

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => [.. nodes];

    private static void Set(JsonObject fields, string name, JsonNode value)
    {
        var key = FieldReader.KeyOf(fields, name);
        // Assigning an equal value would still rewrite its form, such as 1 for 1.0.
        if (!fields.TryGetPropertyValue(key, out var old) || !JsonNode.DeepEquals(old, value))
        {
            fields[key] = value;
        }
    }

    private static void SetOrRemove(JsonObject fields, string name, JsonNode? value)
    {
        if (value is null)
        {
            fields.Remove(FieldReader.KeyOf(fields, name));
        }
        else
        {
            Set(fields, name, value);
        }
    }
}
