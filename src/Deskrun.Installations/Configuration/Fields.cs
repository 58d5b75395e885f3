namespace Deskrun.Installations.Configuration;

/// <summary>The keys of the configuration file. The original tool's are PascalCase within an installation; ours follow.</summary>
internal static class Fields
{
    public const string ClusterName = "cluster_name";
    public const string Installations = "installations";
    public const string Cluster = "cluster";

    public const string Name = "Name";
    public const string Repository = "Repository";
    public const string ContainerMode = "ContainerMode";
    public const string MinRunners = "MinRunners";
    public const string MaxRunners = "MaxRunners";
    public const string Instances = "Instances";
    public const string CachePaths = "CachePaths";
    public const string Mounts = "Mounts";
    public const string Source = "Source";
    public const string Target = "Target";
    public const string Type = "Type";
    public const string MountPath = "MountPath";
    public const string HostPath = "HostPath";
    public const string AuthType = "AuthType";
    public const string AuthValue = "AuthValue";

    public const string Backend = "Backend";
    public const string Context = "Context";
    public const string MovingFrom = "MovingFrom";
    public const string Since = "Since";
    public const string Image = "Image";
    public const string Cpus = "Cpus";
    public const string Memory = "Memory";
    public const string Environment = "Environment";
    public const string Template = "Template";
    public const string WorkVolume = "WorkVolume";
    public const string HostPid = "HostPid";
    public const string HostIpc = "HostIpc";
    public const string Labels = "Labels";
    public const string RunnerGroup = "RunnerGroup";
    public const string RunAs = "RunAs";
    public const string TrustJobs = "TrustJobs";
    public const string AppId = "AppId";
    public const string AppInstallationId = "AppInstallationId";
    public const string AuthEnv = "AuthEnv";
    public const string AuthFile = "AuthFile";
    public const string AuthStored = "AuthStored";
}
