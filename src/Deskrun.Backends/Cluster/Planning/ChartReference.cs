namespace Deskrun.Backends.Cluster.Planning;

/// <summary>A Helm chart: where it lies, and which version is meant.</summary>
/// <param name="Source">An <c>oci://</c> address of the folder of charts, or a folder of this machine.</param>
/// <param name="Name">The chart's name.</param>
/// <param name="Version">The chart's version.</param>
/// <param name="PlainHttp">The registry speaks HTTP without TLS.</param>
public sealed record ChartReference(string Source, string Name, string Version, bool PlainHttp)
{
    /// <summary>Whether the chart comes from a registry.</summary>
    public bool IsRemote => Source.StartsWith("oci://", StringComparison.Ordinal);

    /// <summary>
    /// What Helm is given: the chart's address, or its folder. A folder may hold the chart as <c>NAME</c> or packed as
    /// <c>NAME-VERSION.tgz</c>; who acts looks which.
    /// </summary>
    public string Address => $"{Source.TrimEnd('/')}/{Name}";

    /// <summary>The packed chart's path, for a folder.</summary>
    public string PackedAddress => $"{Address}-{Version}.tgz";
}
