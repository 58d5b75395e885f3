using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;
using Deskrun.Installations.Planning;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>Computes the scale sets of one installation.</summary>
internal sealed class InstallationDesign(
    Installation installation,
    ClusterSettings settings,
    ControllerRelease controller
)
{
    private readonly RunnerMode? mode = RunnerModes.Parse(installation.Mode);

    public IReadOnlyList<string> Problems() =>
        mode == RunnerMode.Kubernetes ? [] : [$"the mode {installation.Mode} is not built for clusters"];

    public IEnumerable<ScaleSetRelease> Releases() => PlannedScaleSet.Of(installation).Select(Release);

    private ScaleSetRelease Release(PlannedScaleSet set)
    {
        var labels = Labels(set);
        var values = new JsonObject
        {
            ["githubConfigUrl"] = installation.Repository,
            ["githubConfigSecret"] = ReleaseKeys.Secret(installation.Name),
            ["runnerScaleSetName"] = set.Name,
            ["minRunners"] = set.MinRunners,
            ["maxRunners"] = set.MaxRunners,
        };
        values.Put("runnerGroup", installation.RunnerGroup);
        values["controllerServiceAccount"] = new JsonObject
        {
            ["namespace"] = controller.Namespace,
            ["name"] = controller.ServiceAccount,
        };
        values["labels"] = labels.DeepClone();
        values["containerMode"] = new JsonObject
        {
            ["type"] = "kubernetes",
            ["kubernetesModeWorkVolumeClaim"] = new JsonObject
            {
                ["accessModes"] = new JsonArray("ReadWriteOnce"),
                ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = "10Gi" } },
            },
        };
        values["template"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = labels },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(Runner()) },
        };
        return new ScaleSetRelease
        {
            Name = set.Name,
            Installation = installation.Name,
            Mode = mode!.Value,
            Namespace = settings.Namespace,
            ConfigUrl = installation.Repository,
            Chart = ControllerValues.Chart(settings, "gha-runner-scale-set") with
            {
                Version = controller.Chart.Version,
            },
            Values = values,
            SecretName = ReleaseKeys.Secret(installation.Name),
        };
    }

    private JsonObject Runner()
    {
        var runner = new JsonObject
        {
            ["name"] = "runner",
            ["image"] = installation.Image ?? ImageReferences.In(ClusterVersions.RunnerImage, settings.ImageRegistry),
            ["imagePullPolicy"] = "IfNotPresent",
            ["command"] = new JsonArray("/home/runner/run.sh"),
            ["env"] = new JsonArray(PodParts.Variable("ACTIONS_RUNNER_REQUIRE_JOB_CONTAINER", "false")),
            ["securityContext"] = PodParts.Restricted(),
        };
        runner.Put("resources", PodParts.Resources(installation.Cpus, installation.Memory));
        return runner;
    }

    private JsonObject Labels(PlannedScaleSet set) =>
        new()
        {
            [ReleaseKeys.App] = installation.Name,
            [ReleaseKeys.ManagedBy] = ReleaseKeys.Deskrun,
            [ReleaseKeys.Installation] = installation.Name,
            [ReleaseKeys.ScaleSet] = set.Name,
        };
}
