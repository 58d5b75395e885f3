using System.Text;
using Deskrun.Installations.Configuration;

namespace Deskrun.Installations.Tests.Configuration;

/// <summary>Everything that a configuration says, as lines that a golden file can hold.</summary>
internal static class ConfigurationText
{
    public static string Of(ConfigurationDocument document)
    {
        var text = new StringBuilder($"cluster {document.ClusterName}\n");
        Add(text, document.Cluster);
        foreach (var each in document.Installations)
        {
            Add(text, each);
            AddPod(text, each);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, Installation each)
    {
        text.Append($"{each.Name} {each.Backend} {each.Mode} {each.Repository} {each.MinRunners}-{each.MaxRunners}");
        text.Append($" x{each.Instances} {each.AuthType} ({each.Credential.Describe()})");
        text.Append(each.TrustJobs ? " trusted" : "");
        text.Append(each.RunAs is null ? "" : $" as {each.RunAs}");
        text.Append(each.RunnerGroup is null ? "" : $" group {each.RunnerGroup}");
        text.Append(each.Labels.Count == 0 ? "" : $" labels {string.Join(',', each.Labels)}");
        text.Append(each.AppId is null ? "" : $" app {each.AppId}/{each.AppInstallationId}");
        text.Append(each.Context is null ? "\n" : $" context {each.Context}\n");
        each.CachePaths.ToList().ForEach(cache => text.Append($"  cache {cache.Target} <- {cache.Source}\n"));
        each.Mounts.ToList().ForEach(m => text.Append($"  mount {m.Target} <- {m.Source} {m.Type}\n"));
    }

    private static void AddPod(StringBuilder text, Installation each)
    {
        AddLine(
            text,
            "pod",
            ("image", each.Image),
            ("cpus", each.Cpus),
            ("memory", each.Memory),
            ("template", each.Template),
            ("work", each.WorkVolume),
            ("host", each.HostPid ? "pid" : null),
            ("host", each.HostIpc ? "ipc" : null)
        );
        each.Environment.ToList().ForEach(pair => text.Append($"  env {pair.Key}={pair.Value}\n"));
    }

    private static void Add(StringBuilder text, ClusterSettings settings)
    {
        AddLine(text, "namespace", ("", settings.Namespace == "arc-systems" ? null : settings.Namespace));
        AddLine(
            text,
            "arc",
            ("", settings.ArcVersion),
            ("", settings.ArcCharts),
            ("", settings.PlainHttp ? "plain" : null)
        );
        AddLine(text, "kro", ("", settings.KroVersion), ("", settings.KroChart));
        AddLine(text, "kar", ("", settings.KarImage), ("", settings.KarArchive));
        AddLine(text, "images", ("", settings.ImageRegistry));
        AddLine(
            text,
            "network",
            ("", settings.Proxy),
            ("except", settings.NoProxy),
            ("trusts", settings.CertificateAuthorities)
        );
        AddLine(
            text,
            "kind",
            ("", settings.Provider),
            ("", settings.NodeImage),
            ("port", settings.ApiPort?.ToString()),
            ("mirrors", settings.RegistryMirrors.Count == 0 ? null : string.Join(',', settings.RegistryMirrors)),
            ("cache", settings.CacheRoot),
            ("", settings.HostDocker ? "docker" : null),
            ("", settings.HostNix ? "nix" : null)
        );
        settings.NodeMounts.ToList().ForEach(m => text.Append($"  node mount {m.Target} <- {m.Source} {m.Type}\n"));
    }

    private static void AddLine(StringBuilder text, string heading, params (string Word, string? Value)[] values)
    {
        var set = values
            .Where(each => each.Value is not null)
            .Select(each => each.Word.Length == 0 ? each.Value : $"{each.Word} {each.Value}")
            .ToList();
        text.Append(set.Count == 0 ? "" : $"  {heading} {string.Join(' ', set)}\n");
    }
}
