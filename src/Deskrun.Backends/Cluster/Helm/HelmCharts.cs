using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Backends.Cluster.Helm;

/// <summary>Turns a chart's reference into what Helm is given.</summary>
internal static class HelmCharts
{
    /// <summary>The arguments that name the chart.</summary>
    /// <exception cref="HelmException">A local chart is not there, or has another version.</exception>
    public static IReadOnlyList<string> Arguments(ChartReference chart)
    {
        if (chart.IsRemote)
        {
            return
            [
                chart.Address,
                "--version",
                chart.Version,
                .. chart.PlainHttp ? ["--plain-http"] : Array.Empty<string>(),
            ];
        }

        if (Directory.Exists(chart.Address))
        {
            CheckVersion(chart);
            return [chart.Address];
        }

        return File.Exists(chart.PackedAddress)
            ? [chart.PackedAddress]
            : throw new HelmException(
                HelmFailureKind.ChartUnreachable,
                $"the chart {chart.Name} is neither at {chart.Address} nor at {chart.PackedAddress}; "
                    + "name the folder of the charts with: deskrun cluster configure"
            );
    }

    private static void CheckVersion(ChartReference chart)
    {
        var file = Path.Combine(chart.Address, "Chart.yaml");
        string? version;
        try
        {
            version = KubeYaml.ReadManifests(File.ReadAllText(file), file).FirstOrDefault().Text("version");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or KubeYamlException)
        {
            throw new HelmException(
                HelmFailureKind.ChartUnreachable,
                $"the chart {chart.Address} can't be read: {failed.Message}",
                failed
            );
        }

        // A version that reads as a number is no text; then Helm itself judges it.
        if (version is not null && version.TrimStart('v') != chart.Version.TrimStart('v'))
        {
            throw new HelmException(
                HelmFailureKind.ChartUnreachable,
                $"{chart.Address} holds version {version}, but {chart.Version} is wanted; "
                    + "set the version with: deskrun cluster configure"
            );
        }
    }
}
