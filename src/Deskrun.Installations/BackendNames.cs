namespace Deskrun.Installations;

/// <summary>The places where an installation's runners can live, as the configuration file names them.</summary>
public static class BackendNames
{
    /// <summary>This machine: deskrun itself listens and drives.</summary>
    public const string Local = "local";

    /// <summary>A local cluster that deskrun makes; ARC listens.</summary>
    public const string Kind = "kind";

    /// <summary>A cluster that is there; ARC listens.</summary>
    public const string Kubernetes = "kubernetes";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Local, Kind, Kubernetes];
}
