using System.Globalization;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Backends.Cluster.Helm;

/// <summary>
/// Speaks to one cluster through the helm program, 3 or 4. Every verb throws <see cref="HelmException"/> with cause and
/// way out, and <see cref="OperationCanceledException"/> once a cancelled helm has ended.
/// </summary>
/// <param name="program">The program.</param>
/// <param name="host">The cluster and how long things may take.</param>
public sealed class HelmCli(HelmProgram program, HelmHost host)
{
    /// <summary>For work that must not come to Helm; it fails when it does.</summary>
    public static HelmCli None { get; } = new(new HelmProgram("", new Version(4, 0)), new HelmHost { Context = "" });

    private const string HistoryKept = "5";

    /// <summary>The program that is used.</summary>
    public HelmProgram Program => program;

    /// <summary>Installs a release, or upgrades it to these values. CRDs are left to whoever applies them before.</summary>
    /// <param name="name">The release.</param>
    /// <param name="space">Its namespace, which exists.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="values">All values; none of an earlier release are kept.</param>
    /// <param name="takeOver">Take over objects that another release or nobody owns.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task UpgradeAsync(
        string name,
        string space,
        ChartReference chart,
        JsonObject values,
        bool takeOver = false,
        CancellationToken cancellation = default
    )
    {
        using var file = new ValuesFile(values);
        await RunAsync(
            [
                "upgrade",
                name,
                .. HelmCharts.Arguments(chart),
                "--install",
                "--namespace",
                space,
                "--values",
                file.Path,
                "--reset-values",
                "--skip-crds",
                "--history-max",
                HistoryKept,
                .. takeOver ? ["--take-ownership"] : Array.Empty<string>(),
            ],
            $"installing {name} ({chart.Name} {chart.Version}) in {space}",
            cancellation
        );
    }

    /// <summary>Removes a release and its objects without waiting for their finalizers; none is no error.</summary>
    public Task UninstallAsync(string name, string space, CancellationToken cancellation = default) =>
        RunAsync(
            ["uninstall", name, "--namespace", space, "--ignore-not-found"],
            $"removing {name} from {space}",
            cancellation
        );

    /// <summary>Brings a release back to an earlier revision.</summary>
    public Task RollbackAsync(string name, string space, int revision, CancellationToken cancellation = default) =>
        RunAsync(
            [
                "rollback",
                name,
                revision.ToString(CultureInfo.InvariantCulture),
                "--namespace",
                space,
                "--history-max",
                HistoryKept,
            ],
            $"rolling {name} in {space} back to revision {revision}",
            cancellation
        );

    /// <summary>Every release of a namespace, in whatever state.</summary>
    public async Task<IReadOnlyList<HelmReleaseInfo>> ListAsync(string space, CancellationToken cancellation = default)
    {
        // Helm 4 lists all states by itself and knows no --all.
        var all = program.Version.Major == 3 ? ["--all"] : Array.Empty<string>();
        var text = await RunAsync(
            ["list", "--namespace", space, .. all, "--max", "0", "--output", "json"],
            $"listing the releases of {space}",
            cancellation
        );
        return
        [
            .. (JsonNode.Parse(text) as JsonArray ?? [])
                .OfType<JsonObject>()
                .Select(each => new HelmReleaseInfo(
                    each.Text("name") ?? "",
                    each.Text("namespace") ?? space,
                    int.TryParse(each.Text("revision"), CultureInfo.InvariantCulture, out var number) ? number : 0,
                    each.Text("status") ?? "",
                    each.Text("chart") ?? ""
                )),
        ];
    }

    /// <summary>The CRDs of a chart's folder <c>crds/</c>.</summary>
    public async Task<IReadOnlyList<JsonObject>> ShowCrdsAsync(
        ChartReference chart,
        CancellationToken cancellation = default
    )
    {
        var text = await RunAsync(
            ["show", "crds", .. HelmCharts.Arguments(chart)],
            $"reading the CRDs of {chart.Name} {chart.Version}",
            cancellation
        );
        return KubeYaml.ReadManifests(Separated(text), $"the CRDs of {chart.Name} {chart.Version}");
    }

    /// <summary>Helm 3 prints the files of the folder one after the other, whether they begin with a separator or not.</summary>
    internal static string Separated(string text)
    {
        var lines = new List<string>();
        var begun = false;
        foreach (var line in text.Split('\n'))
        {
            var begins = line.StartsWith("apiVersion:", StringComparison.Ordinal);
            if (begins && begun)
            {
                lines.Add("---");
            }

            begun = begins || (begun && !line.StartsWith("---", StringComparison.Ordinal));
            lines.Add(line);
        }

        return string.Join('\n', lines);
    }

    /// <summary>Whether the chart can be had; returns nothing and throws the cause when it can't.</summary>
    public Task CheckChartAsync(ChartReference chart, CancellationToken cancellation = default) =>
        RunAsync(
            ["show", "chart", .. HelmCharts.Arguments(chart)],
            $"reading the chart {chart.Name} {chart.Version}",
            cancellation
        );

    /// <summary>Whether the chart takes these values: its schema and templates are tried, the cluster is not asked.</summary>
    public async Task CheckValuesAsync(
        string name,
        string space,
        ChartReference chart,
        JsonObject values,
        CancellationToken cancellation = default
    )
    {
        using var file = new ValuesFile(values);
        await RunAsync(
            ["template", name, .. HelmCharts.Arguments(chart), "--namespace", space, "--values", file.Path],
            $"trying the values of {name} with {chart.Name} {chart.Version}",
            cancellation
        );
    }

    private async Task<string> RunAsync(IReadOnlyList<string> arguments, string act, CancellationToken cancellation)
    {
        string[] all =
        [
            .. arguments,
            "--kube-context",
            host.Context,
            .. host.Kubeconfig is { } file ? ["--kubeconfig", file] : Array.Empty<string>(),
        ];
        var ended = await HelmRun.RunAsync(program.Path, all, host, cancellation);
        return ended.ExitCode == 0 ? ended.Output : throw HelmFailures.Of(act, ended.Errors);
    }
}
