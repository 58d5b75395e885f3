using System.Text.Json.Nodes;

namespace Deskrun.Installations.Configuration;

/// <summary>Writes the settings of the clusters over what their JSON object held before; unknown keys stay.</summary>
internal static class ClusterWriter
{
    private static readonly ClusterSettings Defaults = new();

    public static void Write(JsonObject json, ClusterSettings settings)
    {
        var fields = new FieldWriter(json);
        fields.SetOrRemove(
            ClusterFields.Namespace,
            settings.Namespace == Defaults.Namespace ? null : settings.Namespace
        );
        fields.SetOrRemove(ClusterFields.ArcVersion, settings.ArcVersion);
        fields.SetOrRemove(ClusterFields.ArcCharts, settings.ArcCharts);
        fields.SetOrRemove(ClusterFields.PlainHttp, settings.PlainHttp);
        fields.SetOrRemove(ClusterFields.ImageRegistry, settings.ImageRegistry);
        fields.SetOrRemove(ClusterFields.Proxy, settings.Proxy);
        fields.SetOrRemove(ClusterFields.NoProxy, settings.NoProxy);
        fields.SetOrRemove(ClusterFields.CertificateAuthorities, settings.CertificateAuthorities);
        fields.SetOrRemove(ClusterFields.KroVersion, settings.KroVersion);
        fields.SetOrRemove(ClusterFields.KroChart, settings.KroChart);
        fields.SetOrRemove(ClusterFields.KarImage, settings.KarImage);
        fields.SetOrRemove(ClusterFields.KarArchive, settings.KarArchive);
        fields.SetOrRemove(ClusterFields.Provider, settings.Provider);
        fields.SetOrRemove(ClusterFields.NodeImage, settings.NodeImage);
        fields.SetOrRemove(ClusterFields.ApiPort, settings.ApiPort);
        fields.SetOrRemove(ClusterFields.RegistryMirrors, settings.RegistryMirrors);
        fields.SetOrRemove(ClusterFields.CacheRoot, settings.CacheRoot);
        fields.SetOrRemove(ClusterFields.HostDocker, settings.HostDocker);
        fields.SetOrRemove(ClusterFields.HostNix, settings.HostNix);
        var mounts = settings.NodeMounts.Select(InstallationWriter.Node).ToList();
        fields.SetOrRemove(ClusterFields.NodeMounts, mounts.Count > 0 ? FieldWriter.Array(mounts) : null);
    }
}
