using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;
using Deskrun.Installations.Planning;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>
/// Mode <c>dind</c>: a Docker daemon beside each runner, reached with TLS at localhost. The template is our own, because
/// the chart's has a Unix socket. The daemon is a sidecar, so the Pod ends when the runner does.
/// </summary>
/// <param name="serverVersion">The API server's version; null when it isn't known.</param>
internal sealed class DindMode(string? serverVersion) : IRunnerMode
{
    private const string Certificates = "/certs";
    private const string Externals = "/home/runner/externals";

    /// <summary>What the daemon keeps: images, layers, volumes.</summary>
    private const string DockerData = "/var/lib/docker";

    public IReadOnlyList<string> OwnVariables { get; } =
    ["DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "RUNNER_WAIT_FOR_DOCKER_IN_SECONDS"];

    public IReadOnlyList<string> OwnTargets { get; } =
    [RunnerContainer.Work, Externals, Certificates, $"{Certificates}/client"];

    public IEnumerable<string> Problems(Installation installation) =>
        [
            .. SharedData(installation),
            .. ModeRules.NoTemplate(installation),
            .. ModeRules.NoWorkVolume(installation),
            .. ModeRules.NoHostSpaces(installation),
            .. Server(),
        ];

    public PodDesign Design(ScaleSetInput input)
    {
        var daemon = ImageReferences.In(ClusterVersions.DockerImage, input.Settings.ImageRegistry);
        var spec = new JsonObject
        {
            ["automountServiceAccountToken"] = false,
            ["securityContext"] = new JsonObject
            {
                ["fsGroup"] = RunnerContainer.User,
                ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            },
            ["initContainers"] = PodParts.List([
                .. RunnerContainer.CacheOwner(input),
                CopyExternals(input),
                DindCertificates.Maker(daemon, Certificates),
                Daemon(input, daemon),
            ]),
            ["containers"] = new JsonArray(
                RunnerContainer.Of(
                    input,
                    [
                        PodParts.Variable("DOCKER_HOST", "tcp://localhost:2376"),
                        PodParts.Variable("DOCKER_TLS_VERIFY", "1"),
                        PodParts.Variable("DOCKER_CERT_PATH", $"{Certificates}/client"),
                        PodParts.Variable("RUNNER_WAIT_FOR_DOCKER_IN_SECONDS", "120"),
                    ],
                    [
                        Mount("work", RunnerContainer.Work),
                        new JsonObject
                        {
                            ["name"] = "certs",
                            ["mountPath"] = $"{Certificates}/client",
                            ["subPath"] = "client",
                            ["readOnly"] = true,
                        },
                    ],
                    // Whoever has the daemon has the node, so nothing is won by taking sudo away.
                    new JsonObject { ["runAsNonRoot"] = true, ["runAsUser"] = RunnerContainer.User }
                )
            ),
            ["volumes"] = PodParts.List([
                Empty("work"),
                Empty("externals"),
                Empty("certs"),
                .. KeepsData(input) ? Array.Empty<JsonObject>() : [Empty("docker")],
                .. input.Folders.Select(folder => folder.AsVolume()),
            ]),
        };
        return new PodDesign(spec);
    }

    /// <summary>A cache in the place of the daemon's data takes it over.</summary>
    private static bool KeepsData(ScaleSetInput input) => input.Folders.Any(folder => IsDockerData(folder.Target));

    private static bool IsDockerData(string target) => target.TrimEnd('/') == DockerData;

    private static IEnumerable<string> SharedData(Installation installation)
    {
        var targets = installation
            .CachePaths.Select(cache => cache.Target)
            .Concat(installation.Mounts.Select(mount => mount.Target));
        if (targets.Any(IsDockerData) && PlannedScaleSet.Of(installation).Any(set => set.MaxRunners > 1))
        {
            yield return $"{DockerData} belongs to one daemon at a time, and here up to {installation.MaxRunners} runners would "
                + "share it; give --instances N for N runners with a folder each, or --max-runners 1";
        }
    }

    private IEnumerable<string> Server()
    {
        if (
            serverVersion is not null
            && !ClusterVersions.AtLeast(serverVersion, ClusterVersions.KubernetesWithSidecars)
        )
        {
            yield return $"--mode dind needs Kubernetes {ClusterVersions.KubernetesWithSidecars} or newer (sidecars), and this "
                + $"cluster is {serverVersion}; use --mode cached-privileged-kubernetes, or upgrade the cluster";
        }
    }

    /// <summary>Job containers that the daemon starts mount the runner's programs from the daemon's own files.</summary>
    private static JsonObject CopyExternals(ScaleSetInput input) =>
        new()
        {
            ["name"] = "copy-externals",
            ["image"] = input.RunnerImage,
            ["imagePullPolicy"] = "IfNotPresent",
            ["command"] = new JsonArray("cp", "-r", Externals + "/.", "/externals"),
            ["volumeMounts"] = new JsonArray(Mount("externals", "/externals")),
            ["securityContext"] = DindCertificates.Security(),
        };

    private static JsonObject Daemon(ScaleSetInput input, string image)
    {
        var daemon = new JsonObject
        {
            ["name"] = "dind",
            ["image"] = image,
            ["imagePullPolicy"] = "IfNotPresent",
            ["restartPolicy"] = "Always",
            ["args"] = new JsonArray(
                "dockerd",
                "--host=unix:///var/run/docker.sock",
                "--host=tcp://127.0.0.1:2376",
                "--tlsverify",
                $"--tlscacert={Certificates}/server/ca.pem",
                $"--tlscert={Certificates}/server/cert.pem",
                $"--tlskey={Certificates}/server/key.pem"
            ),
            ["startupProbe"] = new JsonObject
            {
                ["exec"] = new JsonObject
                {
                    ["command"] = new JsonArray(
                        "docker",
                        "--host=tcp://localhost:2376",
                        "--tlsverify",
                        $"--tlscacert={Certificates}/client/ca.pem",
                        $"--tlscert={Certificates}/client/cert.pem",
                        $"--tlskey={Certificates}/client/key.pem",
                        "info"
                    ),
                },
                ["periodSeconds"] = 2,
                ["timeoutSeconds"] = 5,
                ["failureThreshold"] = 60,
            },
            ["volumeMounts"] = PodParts.List([
                Mount("work", RunnerContainer.Work),
                Mount("externals", Externals),
                Mount("certs", Certificates),
                .. KeepsData(input) ? Array.Empty<JsonObject>() : [Mount("docker", DockerData)],
                .. input.Folders.Select(folder => folder.AsMount()),
            ]),
            ["securityContext"] = new JsonObject { ["privileged"] = true },
        };

        // Containers that jobs start live in the daemon's share, not in the runner's.
        daemon.Put("resources", PodParts.Resources(input.Installation.Cpus, input.Installation.Memory));
        return daemon;
    }

    private static JsonObject Mount(string volume, string path) => new() { ["name"] = volume, ["mountPath"] = path };

    private static JsonObject Empty(string volume) => new() { ["name"] = volume, ["emptyDir"] = new JsonObject() };
}
