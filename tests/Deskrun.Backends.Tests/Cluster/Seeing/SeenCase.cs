using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Backends.Tests.Cluster.Seeing;

/// <summary>
/// A folder below Cases: <c>objects.yaml</c> (what the cluster holds at noon of 23 November 2026), <c>wanted.txt</c>
/// (scale set, installation, limits, <c>kro</c>; one set <c>demo</c> without it), <c>picture.txt</c> (<c>no-arc</c>,
/// <c>no-kro</c>) and <c>logs/POD.txt</c>; beside them what is made of it. DESKRUN_UPDATE_GOLDEN=1 rewrites that.
/// </summary>
internal sealed class SeenCase(string name)
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Path.Combine(Root(), name);

    public static IEnumerable<TheoryDataRow<string>> All() =>
        Directory.GetDirectories(Root()).Select(each => new TheoryDataRow<string>(Path.GetFileName(each)!));

    public ClusterState State() => ClusterJudge.Judge(Picture(), Wanted());

    public IReadOnlyList<WantedScaleSet> Wanted() =>
        [
            .. (Read("wanted.txt") ?? "demo demo 0 5")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' '))
                .Select(words => new WantedScaleSet(
                    words[0],
                    words[1],
                    int.Parse(words[2], CultureInfo.InvariantCulture),
                    int.Parse(words[3], CultureInfo.InvariantCulture),
                    words.Length > 4
                )),
        ];

    public ClusterPicture Picture()
    {
        var file = Path.Combine(folder, "objects.yaml");
        var objects = KubeYaml.ReadManifests(File.ReadAllText(file), file);
        var flags = Read("picture.txt") ?? "";
        var seen = new ClusterPicture
        {
            Namespace = "arc-systems",
            At = Noon,
            ArcIsThere = !flags.Contains("no-arc"),
            KroIsThere = !flags.Contains("no-kro"),
            RunnerSets = Of("AutoscalingRunnerSet"),
            Listeners = Of("AutoscalingListener"),
            EphemeralSets = Of("EphemeralRunnerSet"),
            Runners = Of("EphemeralRunner"),
            Pods = Of("Pod"),
            Records = Of("ConfigMap"),
            Events = Of("Event"),
            Quotas = Of("ResourceQuota"),
            Graphs = Of("ResourceGraphDefinition"),
            Instances = Of("PodRunner"),
        };

        // Only logs that the reader would fetch may tell something.
        return seen with
        {
            Logs = TellingLogs
                .Wanted(seen)
                .Where(pod => Read("logs", pod + ".txt") is not null)
                .ToDictionary(pod => pod, pod => (IReadOnlyList<string>)Read("logs", pod + ".txt")!.Split('\n')),
        };

        List<JsonObject> Of(string kind) => [.. objects.Where(each => each.Text("kind") == kind)];
    }

    /// <summary>Compares a text with the one kept beside the case.</summary>
    public void Check(string file, string actual)
    {
        var path = Path.Combine(folder, file);
        if (Environment.GetEnvironmentVariable("DESKRUN_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual, ignoreLineEndingDifferences: true);
    }

    private string? Read(params string[] parts)
    {
        var path = Path.Combine([folder, .. parts]);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static string Root([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "Cases");
}
