namespace Deskrun.Installations.Configuration;

/// <summary>Reads the settings of the clusters.</summary>
internal static class ClusterReader
{
    private static readonly ClusterSettings Defaults = new();

    public static ClusterSettings Read(FieldReader fields, ConfigurationProblems problems) =>
        new()
        {
            Namespace = fields.Text(ClusterFields.Namespace) is { Length: > 0 } name ? name : Defaults.Namespace,
            ArcVersion = fields.Text(ClusterFields.ArcVersion),
            ArcCharts = fields.Text(ClusterFields.ArcCharts),
            PlainHttp = fields.Flag(ClusterFields.PlainHttp) ?? false,
            ImageRegistry = fields.Text(ClusterFields.ImageRegistry),
            Proxy = fields.Text(ClusterFields.Proxy),
            NoProxy = fields.Text(ClusterFields.NoProxy),
            CertificateAuthorities = fields.Text(ClusterFields.CertificateAuthorities),
            KroVersion = fields.Text(ClusterFields.KroVersion),
            KroChart = fields.Text(ClusterFields.KroChart),
            KarImage = fields.Text(ClusterFields.KarImage),
            KarArchive = fields.Text(ClusterFields.KarArchive),
            Provider = fields.Text(ClusterFields.Provider),
            NodeImage = fields.Text(ClusterFields.NodeImage),
            ApiPort = fields.Number(ClusterFields.ApiPort),
            RegistryMirrors = fields.List(
                ClusterFields.RegistryMirrors,
                (node, path) => ItemReader.Text(node, path, problems)
            ),
            CacheRoot = fields.Text(ClusterFields.CacheRoot),
            HostDocker = fields.Flag(ClusterFields.HostDocker) ?? false,
            HostNix = fields.Flag(ClusterFields.HostNix) ?? false,
            NodeMounts = fields.List(ClusterFields.NodeMounts, (node, path) => ItemReader.Mount(node, path, problems)),
        };
}
