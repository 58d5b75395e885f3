using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Arc;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;
using Deskrun.RunnerContract;
using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Reading;
using Deskrun.RunnerContract.Secrets;

namespace Deskrun.Backends.Cluster.Kro;

/// <summary>
/// Mode <c>kro</c>: ARC starts kar, kar makes one instance of the scale set's RGD, and that describes the compute. What
/// the RGD alone can decide is handed to it where it declares a field for it, and refused where it doesn't.
/// </summary>
internal sealed class KroMode(ClusterFacts facts) : IRunnerMode
{
    private const string KarPrefix = "KAR_";

    private const string CleanupTimeout = KarPrefix + "CLEANUP_TIMEOUT";

    public IReadOnlyList<string> OwnVariables { get; } =
    ["ACTIONS_RUNNER_SCALE_SET_NAME", "RUNNER_NAME", "KAR_POD_NAME", "KAR_POD_UID", "KAR_POD_NAMESPACE"];

    public IReadOnlyList<string> OwnTargets { get; } = [];

    public IEnumerable<string> Problems(Installation installation)
    {
        if (facts.KarImage is null)
        {
            yield return "--mode kro needs the image of kar: deskrun cluster configure --kar-image REFERENCE, or on kind "
                + "--kar-archive FILE (deploy/kar/build-image --output FILE makes one)";
        }

        foreach (var problem in ModeRules.NoWorkVolume(installation).Concat(ModeRules.NoHostSpaces(installation)))
        {
            yield return problem;
        }

        if (installation.Template is null)
        {
            yield return "--mode kro needs --template FILE with the RGD that describes the compute";
            yield break;
        }

        if (Template(installation, out var wrong) is not { } template)
        {
            yield return wrong!;
            yield break;
        }

        foreach (var problem in LeftToTheGraph(installation, template.Graph))
        {
            yield return problem;
        }
    }

    public PodDesign Design(ScaleSetInput input)
    {
        var template = Template(input.Installation, out _)!;
        var labels = RunnerContainer.Labels(input.Installation.Name, input.Set.Name);
        var rgd = template.For(input.Set, labels);
        var spec = new JsonObject
        {
            ["serviceAccountName"] = KarAccess.Name(input.Set.Name),
            ["restartPolicy"] = "Never",
            ["terminationGracePeriodSeconds"] = GraceSeconds(input.Installation),
            ["securityContext"] = new JsonObject
            {
                ["runAsNonRoot"] = true,
                ["runAsUser"] = 10001,
                ["runAsGroup"] = 10001,
                ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            },
            ["containers"] = new JsonArray(Kar(input)),
        };
        return new PodDesign(spec)
        {
            Annotations = Parameters(input.Installation, template.Graph)
                .ToDictionary(each => ContractKeys.ParameterPrefix + each.Field, each => each.Value),
            Manifests = [.. KarAccess.Manifests(rgd, input.Set.Name, input.Settings.Namespace, labels, facts), rgd],
        };
    }

    /// <summary>kar's clean-up and 15 seconds: a Pod that is deleted takes its compute with it.</summary>
    private static long GraceSeconds(Installation installation) =>
        15
        + (long)
            (
                GoDuration.TryParse(installation.Environment.GetValueOrDefault(CleanupTimeout), out var given)
                    ? given
                    : TimeSpan.FromMinutes(5)
            ).TotalSeconds;

    private JsonObject Kar(ScaleSetInput input)
    {
        var security = PodParts.Restricted();
        security["readOnlyRootFilesystem"] = true;
        return new JsonObject
        {
            ["name"] = "runner",
            ["image"] = facts.KarImage,
            ["imagePullPolicy"] = "IfNotPresent",
            ["command"] = new JsonArray("/kar"),
            ["env"] = PodParts.List([
                PodParts.Variable("ACTIONS_RUNNER_SCALE_SET_NAME", input.Set.Name),
                PodParts.FieldVariable("RUNNER_NAME", "metadata.name"),
                PodParts.FieldVariable("KAR_POD_NAME", "metadata.name"),
                PodParts.FieldVariable("KAR_POD_UID", "metadata.uid"),
                PodParts.FieldVariable("KAR_POD_NAMESPACE", "metadata.namespace"),
                .. RunnerContainer.Variables(input),
            ]),
            ["resources"] = new JsonObject
            {
                ["requests"] = new JsonObject { ["cpu"] = "10m", ["memory"] = "24Mi" },
                ["limits"] = new JsonObject { ["memory"] = "64Mi" },
            },
            ["securityContext"] = security,
        };
    }

    private GraphTemplate? Template(Installation installation, out string? problem) =>
        GraphTemplate.Read(
            installation.Template!,
            facts.Templates.GetValueOrDefault(installation.Template!),
            out problem
        );

    /// <summary>What of the installation only the RGD can decide, and it gives no way to say it.</summary>
    private static IEnumerable<string> LeftToTheGraph(Installation installation, RunnerGraph graph)
    {
        if (SecretRoute.Choose(graph, "runner", arcMadeOne: true).Kind == SecretRouteKind.None)
        {
            yield return $"--template {installation.Template}: {graph.Name} declares no spec field jitConfigSecretName, so its "
                + "compute could never register as a runner";
        }

        if (installation.CachePaths.Count + installation.Mounts.Count > 0)
        {
            yield return "--cache and --mount have no effect in --mode kro: the RGD describes the compute; put the volumes "
                + $"into {installation.Template}";
        }

        foreach (var (option, value, fields) in Sizes(installation))
        {
            if (value is not null && Field(graph, fields) is null)
            {
                yield return $"{option} has no effect in --mode kro unless the RGD takes it: declare the spec field "
                    + $"{fields[0]} in {installation.Template}, or write the value there";
            }
        }

        foreach (
            var name in installation.Environment.Keys.Where(name =>
                !name.StartsWith(KarPrefix, StringComparison.Ordinal)
            )
        )
        {
            yield return $"--env {name} would reach kar alone in --mode kro, not the job; put it into {installation.Template}, "
                + "or hand it to a spec field of the RGD with --env KAR_PARAM_field=value";
        }
    }

    private static IEnumerable<(string Field, string Value)> Parameters(Installation installation, RunnerGraph graph) =>
        Sizes(installation)
            .Where(each => each.Value is not null)
            .Select(each => (Field(graph, each.Fields)!, each.Value!));

    private static IEnumerable<(string Option, string? Value, string[] Fields)> Sizes(Installation installation) =>
        [
            ("--cpus", installation.Cpus, ["cpus", "cpu"]),
            ("--memory", installation.Memory, ["memory"]),
            ("--image", installation.Image, ["image", "runnerImage"]),
        ];

    private static string? Field(RunnerGraph graph, string[] names) => names.FirstOrDefault(graph.Declares);
}
