using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Kro;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;
using Deskrun.Installations.Planning;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>Computes the scale sets of one installation.</summary>
internal sealed class InstallationDesign
{
    private static readonly string[] _arcVariables =
    [
        "ACTIONS_RUNNER_INPUT_JITCONFIG",
        "GITHUB_ACTIONS_RUNNER_EXTRA_USER_AGENT",
    ];

    private readonly Installation installation;
    private readonly ClusterSettings settings;
    private readonly ClusterFacts facts;
    private readonly ControllerRelease controller;
    private readonly RunnerFolders folders;
    private readonly IRunnerMode? mode;

    public InstallationDesign(
        Installation installation,
        ClusterSettings settings,
        ClusterFacts facts,
        ControllerRelease controller
    )
    {
        this.installation = installation;
        this.settings = settings;
        this.facts = facts;
        this.controller = controller;
        folders = new RunnerFolders(installation, settings, facts);
        mode = RunnerModes.Parse(installation.Mode) switch
        {
            RunnerMode.Kubernetes => new KubernetesMode(new RestrictedRights()),
            RunnerMode.CachedPrivilegedKubernetes => new KubernetesMode(new PrivilegedRights()),
            RunnerMode.Dind => new DindMode(facts.ServerVersion),
            RunnerMode.Kro => new KroMode(facts),
            _ => null,
        };
    }

    /// <summary>What keeps the installation from the cluster, with the way out.</summary>
    public IReadOnlyList<string> Problems()
    {
        if (mode is null)
        {
            return
            [
                $"--mode {installation.Mode} runs on this machine only; a cluster takes kubernetes, "
                    + "cached-privileged-kubernetes, dind or kro",
            ];
        }

        return
        [
            .. mode.Problems(installation),
            .. folders.Problems(),
            .. Labels(),
            .. Variables(mode),
            .. Targets(mode),
        ];
    }

    /// <summary>Its scale sets; called only when there are no problems.</summary>
    public IEnumerable<ScaleSetRelease> Releases() => PlannedScaleSet.Of(installation).Select(Release);

    private IEnumerable<string> Labels()
    {
        var version = controller.Chart.Version;
        if (installation.Labels.Count > 0 && !ClusterVersions.AtLeast(version, ClusterVersions.ArcWithLabels))
        {
            var way = controller.IsForeign
                ? "upgrade that controller"
                : $"deskrun cluster configure --arc-version {ClusterVersions.Arc}";
            yield return $"--labels needs ARC {ClusterVersions.ArcWithLabels} or newer, and this cluster has {version}, which "
                + $"would drop them silently; {way}, or do without labels: runs-on: {installation.Name} works";
        }
    }

    private IEnumerable<string> Variables(IRunnerMode own) =>
        installation
            .Environment.Keys.Where(name => own.OwnVariables.Contains(name) || _arcVariables.Contains(name))
            .Order(StringComparer.Ordinal)
            .Select(name => $"--env {name}: the mode {installation.Mode} sets it itself; leave it out");

    // Kubernetes takes no two mounts at one place: ARC would try to make such a Pod for ever.
    private IEnumerable<string> Targets(IRunnerMode own) =>
        installation
            .CachePaths.Select(cache => ("--cache", cache.Target))
            .Concat(installation.Mounts.Select(mount => ("--mount", mount.Target)))
            .Where(each => own.OwnTargets.Contains(each.Target.TrimEnd('/')))
            .Select(each =>
                $"{each.Item1} {each.Target}: the mode {installation.Mode} mounts something there itself; choose another target"
            );

    private ScaleSetRelease Release(PlannedScaleSet set)
    {
        var design = mode!.Design(new ScaleSetInput(installation, set, settings, facts, folders.Of(set)));
        return new ScaleSetRelease
        {
            Name = set.Name,
            Installation = installation.Name,
            Mode = RunnerModes.Parse(installation.Mode)!.Value,
            Namespace = settings.Namespace,
            ConfigUrl = installation.Repository,
            Chart = ControllerValues.Chart(settings, "gha-runner-scale-set") with
            {
                Version = controller.Chart.Version,
            },
            Values = Values(set, design),
            Manifests =
            [
                .. NetworkValues.Manifests(facts, settings.Namespace, installation.Name, set.Name),
                .. design.Manifests,
            ],
            SecretName = ReleaseKeys.Secret(installation.Name),
        };
    }

    private JsonObject Values(PlannedScaleSet set, PodDesign design)
    {
        var values = new JsonObject
        {
            ["githubConfigUrl"] = installation.Repository,
            ["githubConfigSecret"] = ReleaseKeys.Secret(installation.Name),
            ["runnerScaleSetName"] = set.Name,
            ["minRunners"] = set.MinRunners,
            ["maxRunners"] = set.MaxRunners,
        };
        values.Put("runnerGroup", installation.RunnerGroup);
        values.Put("scaleSetLabels", PodParts.List(installation.Labels.Select(label => (JsonNode)label)));
        values["controllerServiceAccount"] = new JsonObject
        {
            ["namespace"] = controller.Namespace,
            ["name"] = controller.ServiceAccount,
        };
        values.Put("proxy", NetworkValues.Proxy(facts, ReleaseKeys.Secret(installation.Name)));
        values.Put("githubServerTLS", NetworkValues.Tls(facts, set.Name, RunnerModes.Parse(installation.Mode)!.Value));
        values["labels"] = RunnerContainer.Labels(installation.Name, set.Name);
        values.Put("containerMode", design.ContainerMode);
        values["template"] = new JsonObject { ["metadata"] = Metadata(set, design), ["spec"] = design.Spec };
        return values;
    }

    private JsonObject Metadata(PlannedScaleSet set, PodDesign design)
    {
        var labels = new JsonObject { [ReleaseKeys.App] = installation.Name };
        foreach (var (name, value) in RunnerContainer.Labels(installation.Name, set.Name))
        {
            labels[name] = value!.DeepClone();
        }

        var metadata = new JsonObject { ["labels"] = labels };
        if (design.Annotations.Count > 0)
        {
            metadata["annotations"] = new JsonObject(
                design.Annotations.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value))
            );
        }

        return metadata;
    }
}
