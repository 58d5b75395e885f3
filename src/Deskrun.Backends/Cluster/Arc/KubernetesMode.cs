using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>
/// Modes <c>kubernetes</c> and <c>cached-privileged-kubernetes</c>: ARC's container hooks run a job's containers as Pods;
/// a job without <c>container:</c> runs in the runner's own.
/// </summary>
/// <param name="rights">What the runner and the jobs may do on their node.</param>
internal sealed class KubernetesMode(INodeRights rights) : IRunnerMode
{
    private const string RequireContainer = "ACTIONS_RUNNER_REQUIRE_JOB_CONTAINER";
    private const string Scratch = "scratch";

    public IReadOnlyList<string> OwnVariables { get; } =
    [
        RequireContainer,
        HookExtension.Variable,
        "ACTIONS_RUNNER_CONTAINER_HOOKS",
        "ACTIONS_RUNNER_POD_NAME",
        "ACTIONS_RUNNER_IMAGE",
        .. rights.Variables.Select(each => each.Key),
    ];

    /// <summary>The last ones are where the hooks put things into a job's own container.</summary>
    public IReadOnlyList<string> OwnTargets { get; } =
    [RunnerContainer.Work, HookExtension.Folder, "/__w", "/__e", "/github/home", "/github/workflow"];

    public IEnumerable<string> Problems(Installation installation)
    {
        WorkVolume.Read(installation.WorkVolume, out var problem);
        return
        [
            .. problem is null ? Array.Empty<string>() : [problem],
            .. ModeRules.NoTemplate(installation),
            .. rights.Problems(installation),
        ];
    }

    public PodDesign Design(ScaleSetInput input)
    {
        var own = rights.JobVariables.Select(each => PodParts.Variable(each.Key, each.Value)).ToList();
        var host = rights.HostFields(input.Installation).ToList();
        var hooks = HookExtension.Of(input, own, rights.JobSecurity(), host);
        List<JsonObject> variables =
        [
            PodParts.Variable(RequireContainer, "false"),
            .. hooks is null ? Array.Empty<JsonObject>() : [hooks.AsVariable()],
            .. rights.Variables.Select(each => PodParts.Variable(each.Key, each.Value)),
            .. rights.IsRoot ? [] : Trust(input),
        ];
        var work = WorkVolume.Read(input.Installation.WorkVolume, out _);
        var scratch = NeedsScratch(input, work, hooks);
        var spec = new JsonObject();
        foreach (var field in host)
        {
            spec[field] = true;
        }

        spec["securityContext"] = rights.PodSecurity();
        spec.Put("initContainers", PodParts.List(rights.IsRoot ? [] : RunnerContainer.CacheOwner(input)));
        spec["containers"] = new JsonArray(
            RunnerContainer.Of(
                input,
                variables,
                [
                    .. hooks is null ? Array.Empty<JsonObject>() : [hooks.AsMount()],
                    .. scratch ? [ScratchMount()] : Array.Empty<JsonObject>(),
                ],
                rights.RunnerSecurity()
            )
        );
        spec.Put(
            "volumes",
            PodParts.List([
                .. hooks is null ? Array.Empty<JsonObject>() : [hooks.AsVolume()],
                .. scratch ? [ScratchVolume()] : Array.Empty<JsonObject>(),
                .. input.Folders.Select(folder => folder.AsVolume()),
            ])
        );
        return new PodDesign(spec)
        {
            ContainerMode = ContainerMode(work),
            Manifests = hooks is null ? [] : [hooks.Manifest],
            Annotations = hooks is null
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { [ReleaseKeys.HooksHash] = hooks.Hash },
        };
    }

    /// <summary>Without a volume, charts before 0.14.2 write a null for the list of them, which the API server refuses.</summary>
    private static bool NeedsScratch(ScaleSetInput input, WorkVolume work, HookExtension? hooks) =>
        work.Size is null && hooks is null && input.Folders.Count == 0;

    private static JsonObject ScratchMount() => new() { ["name"] = Scratch, ["mountPath"] = "/tmp" };

    private static JsonObject ScratchVolume() => new() { ["name"] = Scratch, ["emptyDir"] = new JsonObject() };

    /// <summary>A runner without root can't put authorities into its own system's list, so it reads them beside it.</summary>
    private static IEnumerable<JsonObject> Trust(ScaleSetInput input)
    {
        const string file = "SSL_CERT_FILE";
        if (input.Facts.Network.Authorities is not null && !input.Installation.Environment.ContainsKey(file))
        {
            yield return PodParts.Variable(file, $"{NetworkValues.AuthoritiesFolder}/{NetworkValues.AuthoritiesKey}");
        }
    }

    private static JsonObject ContainerMode(WorkVolume volume) =>
        volume.Size is null
            ? new JsonObject { ["type"] = "kubernetes-novolume" }
            : new JsonObject { ["type"] = "kubernetes", ["kubernetesModeWorkVolumeClaim"] = volume.Claim() };
}
