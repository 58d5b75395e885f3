using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>
/// The extension of the container hooks: what a job's own container gets, so that a job with <c>container:</c> sees the
/// same caches, variables, limits and rights as one without.
/// </summary>
internal sealed class HookExtension
{
    /// <summary>The variable by which the hooks find it.</summary>
    public const string Variable = "ACTIONS_RUNNER_CONTAINER_HOOK_TEMPLATE";

    /// <summary>Where the runner sees it.</summary>
    public const string Folder = "/etc/deskrun/hooks";

    private const string File = "pod.yaml";
    private const string Volume = "hooks";

    private readonly string name;

    private HookExtension(ScaleSetInput input, JsonObject pod)
    {
        name = ReleaseKeys.Hooks(input.Set.Name);
        var text = KubeYamlText.Write(new JsonObject { ["spec"] = pod });
        Hash = ReleaseHash.Of(text);
        Manifest = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = input.Settings.Namespace,
                ["labels"] = RunnerContainer.Labels(input.Installation.Name, input.Set.Name),
            },
            ["data"] = new JsonObject { [File] = text },
        };
    }

    /// <summary>The ConfigMap with it.</summary>
    public JsonObject Manifest { get; }

    /// <summary>Its fingerprint: in the Pod template it makes ARC replace idle runners when the extension changes.</summary>
    public string Hash { get; }

    /// <summary>The extension of a scale set; null when job containers need nothing.</summary>
    /// <param name="input">The scale set.</param>
    /// <param name="variables">The mode's own variables of job containers.</param>
    /// <param name="security">The security context of job containers; null for none.</param>
    /// <param name="host">Fields of the Pod's spec such as <c>hostPID</c>.</param>
    public static HookExtension? Of(
        ScaleSetInput input,
        IEnumerable<JsonObject> variables,
        JsonObject? security,
        IEnumerable<string> host
    )
    {
        var job = new JsonObject { ["name"] = "$job" };
        job.Put("env", PodParts.List([.. variables, .. RunnerContainer.Variables(input)]));
        job.Put("volumeMounts", PodParts.List(input.Folders.Select(folder => folder.AsMount())));
        job.Put("resources", PodParts.Resources(input.Installation.Cpus, input.Installation.Memory));
        job.Put("securityContext", security);
        var pod = new JsonObject();
        foreach (var field in host)
        {
            pod[field] = true;
        }

        if (job.Count == 1 && pod.Count == 0)
        {
            return null;
        }

        pod["containers"] = new JsonArray(job);
        pod.Put("volumes", PodParts.List(input.Folders.Select(folder => folder.AsVolume())));
        return new HookExtension(input, pod);
    }

    public JsonObject AsVariable() => PodParts.Variable(Variable, $"{Folder}/{File}");

    public JsonObject AsMount() =>
        new()
        {
            ["name"] = Volume,
            ["mountPath"] = Folder,
            ["readOnly"] = true,
        };

    public JsonObject AsVolume() =>
        new()
        {
            ["name"] = Volume,
            ["configMap"] = new JsonObject { ["name"] = name },
        };
}
