namespace Deskrun.Installations.Configuration;

/// <summary>The keys within <c>cluster</c> of the configuration file.</summary>
internal static class ClusterFields
{
    public const string Namespace = "Namespace";
    public const string ArcVersion = "ArcVersion";
    public const string ArcCharts = "ArcCharts";
    public const string PlainHttp = "PlainHttp";
    public const string ImageRegistry = "ImageRegistry";
    public const string Proxy = "Proxy";
    public const string NoProxy = "NoProxy";
    public const string CertificateAuthorities = "CertificateAuthorities";
    public const string KroVersion = "KroVersion";
    public const string KroChart = "KroChart";
    public const string KarImage = "KarImage";
    public const string KarArchive = "KarArchive";
    public const string Provider = "Provider";
    public const string NodeImage = "NodeImage";
    public const string ApiPort = "ApiPort";
    public const string RegistryMirrors = "RegistryMirrors";
    public const string CacheRoot = "CacheRoot";
    public const string HostDocker = "HostDocker";
    public const string HostNix = "HostNix";
    public const string NodeMounts = "NodeMounts";
}
