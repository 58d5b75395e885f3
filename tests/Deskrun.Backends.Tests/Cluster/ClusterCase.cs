using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Kind;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations.Configuration;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Backends.Tests.Cluster;

/// <summary>
/// One folder of Cases: <c>config.json</c> as a user has it, <c>facts.json</c> with what else is known and what to show,
/// and <c>expected.yaml</c>. With <c>DESKRUN_UPDATE_GOLDEN=1</c> the last is written.
/// </summary>
internal sealed class ClusterCase(string name)
{
    private const string Home = "/home/user";
    private readonly string folder = Path.Combine(Root(), "Cases", name);

    public static IEnumerable<string> Names() =>
        Directory.EnumerateDirectories(Path.Combine(Root(), "Cases")).Select(each => Path.GetFileName(each)!).Order();

    /// <summary>The configuration as a user has it.</summary>
    public JsonObject Configuration =>
        JsonNode
            .Parse(
                File.ReadAllText(Path.Combine(folder, "config.json"))
                    .Replace("TEMPLATES", Path.Combine(Root(), "Templates"))
            )!
            .AsObject();

    /// <summary>What comes of a configuration with the facts of this case.</summary>
    public string Text(JsonObject configuration) => KubeYamlText.WriteAll(Documents(configuration));

    public void Check()
    {
        var actual = Text(Configuration);

        // What is printed is read again: the writer must say what the reader understands.
        var documents = Documents(Configuration);
        var again = KubeYaml.ReadManifests(actual, "the output");
        Assert.Equal(documents.Count, again.Count);
        Assert.All(documents.Zip(again), pair => Assert.True(JsonNode.DeepEquals(pair.First, pair.Second)));
        Assert.DoesNotContain("ghp_", actual);

        var file = Path.Combine(folder, "expected.yaml");
        if (Environment.GetEnvironmentVariable("DESKRUN_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", actual);
    }

    private IReadOnlyList<JsonObject> Documents(JsonObject configuration)
    {
        var document = ConfigurationDocument.Read("config.json", Encoding.UTF8.GetBytes(configuration.ToJsonString()));
        var facts = File.Exists(Path.Combine(folder, "facts.json"))
            ? JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "facts.json")))!.AsObject()
            : [];
        return [.. Documents(document, facts)];
    }

    private static IEnumerable<JsonObject> Documents(ConfigurationDocument document, JsonObject given)
    {
        var design = ClusterDesign.Of(document.Installations, document.Cluster, Facts(document, given));
        var show = given["show"] is JsonArray list ? list.Select(each => (string)each!).ToList() : ["scale-sets"];
        foreach (var what in show)
        {
            foreach (var shown in Show(what, document, design, given))
            {
                yield return shown;
            }
        }

        if (design.Problems.Count > 0)
        {
            yield return new JsonObject
            {
                ["problems"] = new JsonArray([
                    .. design.Problems.Select(each => new JsonObject
                    {
                        ["installation"] = each.Installation,
                        ["message"] = each.Message,
                    }),
                ]),
            };
        }
    }

    private static IEnumerable<JsonObject> Show(
        string what,
        ConfigurationDocument document,
        ClusterDesign design,
        JsonObject given
    ) =>
        what switch
        {
            "scale-sets" => design.ScaleSets.SelectMany(each =>
                new[] { Release(each.Name, each.Namespace, each.Chart, each.Values) }.Concat(each.Manifests)
            ),
            "manifests" => design.ScaleSets.SelectMany(each => each.Manifests),
            "volumes" => design.ScaleSets.Select(each => new JsonObject
            {
                ["scaleSet"] = each.Name,
                ["volumes"] = each.Values.At("template", "spec", "volumes")?.DeepClone(),
            }),
            "controller" =>
            [
                Release(
                    design.Controller.Name,
                    design.Controller.Namespace,
                    design.Controller.Chart,
                    design.Controller.Values
                ),
            ],
            "kro" when design.Kro is { } kro => [Release(kro.Name, kro.Namespace, kro.Chart, kro.Values)],
            "images" => [new JsonObject { ["images"] = Texts(design.Images) }],
            "plan" => [new JsonObject { ["plan"] = Texts(Plan(design, given).Steps.Select(Line)) }],
            "kind" => Kind(document),
            _ => [],
        };

    private static IEnumerable<JsonObject> Kind(ConfigurationDocument document)
    {
        var kind = KindConfiguration.Of(document.ClusterName, document.Cluster, Home, Home + "/.deskrun/kind/certs.d");
        return
        [
            kind.Cluster,
            .. kind.Mirrors.Select(each => new JsonObject { ["file"] = each.Path, ["text"] = each.Text }),
        ];
    }

    private static JsonObject Release(string name, string space, ChartReference chart, JsonObject values) =>
        new()
        {
            ["release"] = name,
            ["namespace"] = space,
            ["chart"] = chart.Address + (chart.PlainHttp ? " (HTTP)" : ""),
            ["version"] = chart.Version,
            ["values"] = values.DeepClone(),
        };

    private static string Line(PlanStep step) =>
        $"{step.Kind} {step.Subject} {step.Name}{(step.Why.Length > 0 ? ": " + step.Why : "")}";

    private static ClusterPlan Plan(ClusterDesign design, JsonObject given)
    {
        var found = given["found"];
        return ClusterPlan.Compare(
            design,
            new ClusterFound
            {
                Controller = Ours(found.At("controller"), design.Controller.Hash),
                Kro = found.At("kro") is { } kro
                    ? new KroFound(kro.Text("version") ?? "", Ours(kro.At("ours"), design.Kro?.Hash ?? ""))
                    : null,
                ScaleSets =
                [
                    .. found
                        .Items("scaleSets")
                        .Select(each => new ScaleSetFound(
                            each.Text("name")!,
                            each.Text("url"),
                            Ours(
                                each["ours"],
                                design.ScaleSets.FirstOrDefault(s => s.Name == each.Text("name"))?.Hash ?? ""
                            ),
                            each.Text("installation"),
                            each.Text("owner")
                        )
                        {
                            OtherRelease = each.Text("otherRelease"),
                            LostNumber = (int?)each.Whole("lostNumber"),
                        }),
                ],
            },
            given.Flag("adopt") ?? false
        );
    }

    private static ReleaseFound? Ours(JsonNode? node, string same) =>
        node is null
            ? null
            : new ReleaseFound(
                node.Text("version") ?? ClusterVersions.Arc,
                node.Text("hash") is { } hash and not "same" ? hash : same,
                Enum.Parse<ReleaseState>(node.Text("state") ?? "Applied")
            );

    private static ClusterFacts Facts(ConfigurationDocument document, JsonObject given) =>
        new()
        {
            Backend = given.Text("backend") ?? "kind",
            UserHome = Home,
            KarImage = given.Text("karImage"),
            ServerVersion = given.Text("serverVersion"),
            Network = ClusterNetworkReader.Read(document.Cluster, name => given.Text("environment", name)),
            ApiAddresses = [.. (given["apiAddresses"] as JsonArray ?? []).Select(each => (string)each!)],
            Controller = given["controller"] is { } there
                ? new ForeignController(there.Text("namespace")!, there.Text("serviceAccount")!, there.Text("version")!)
                : null,
            Plurals = (given["plurals"] as JsonObject ?? []).ToDictionary(
                each => each.Key,
                each => (string)each.Value!
            ),
            Templates = document
                .Installations.Select(each => each.Template)
                .OfType<string>()
                .Distinct()
                .Where(path => File.Exists(Template(path)))
                .ToDictionary(path => path, path => File.ReadAllText(Template(path))),
        };

    private static string Template(string path) => Path.Combine(Root(), "Templates", Path.GetFileName(path));

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static string Root([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
