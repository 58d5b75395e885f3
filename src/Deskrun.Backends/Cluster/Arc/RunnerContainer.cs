using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>The container <c>runner</c>, which ARC judges a runner by, and what it needs beside it.</summary>
internal static class RunnerContainer
{
    /// <summary>The user of the official runner image.</summary>
    public const int User = 1001;

    /// <summary>The folder in which the runner does its work.</summary>
    public const string Work = "/home/runner/_work";

    /// <summary>The container with the official runner.</summary>
    /// <param name="input">The scale set.</param>
    /// <param name="variables">The mode's own variables, set before the user's.</param>
    /// <param name="mounts">The mode's own mounts, before the caches.</param>
    /// <param name="security">The container's security context; null for none.</param>
    public static JsonObject Of(
        ScaleSetInput input,
        IEnumerable<JsonObject> variables,
        IEnumerable<JsonObject> mounts,
        JsonObject? security
    )
    {
        var container = new JsonObject
        {
            ["name"] = "runner",
            ["image"] = input.RunnerImage,
            ["imagePullPolicy"] = "IfNotPresent",
            ["command"] = new JsonArray("/home/runner/run.sh"),
        };
        container.Put("env", PodParts.List([.. variables, .. Variables(input)]));
        container.Put("volumeMounts", PodParts.List([.. mounts, .. input.Folders.Select(folder => folder.AsMount())]));
        container.Put("resources", PodParts.Resources(input.Installation.Cpus, input.Installation.Memory));
        container.Put("securityContext", security);
        return container;
    }

    /// <summary>The user's variables.</summary>
    public static IEnumerable<JsonObject> Variables(ScaleSetInput input) =>
        input.Environment.Select(each => PodParts.Variable(each.Key, each.Value));

    /// <summary>
    /// The init container that gives fresh cache folders to the runner's user: the kubelet makes them as root. None when
    /// there are no caches.
    /// </summary>
    public static IEnumerable<JsonObject> CacheOwner(ScaleSetInput input)
    {
        var caches = input.Folders.Where(folder => folder.IsCache).ToList();
        if (caches.Count == 0)
        {
            yield break;
        }

        var command = new List<JsonNode> { "chown", $"{User}:{User}" };
        command.AddRange(caches.Select(cache => (JsonNode)cache.Target));
        yield return new JsonObject
        {
            ["name"] = "own-caches",
            ["image"] = input.RunnerImage,
            ["imagePullPolicy"] = "IfNotPresent",
            ["command"] = new JsonArray([.. command]),
            ["volumeMounts"] = PodParts.List(caches.Select(cache => cache.AsMount())),
            ["securityContext"] = new JsonObject
            {
                ["runAsUser"] = 0,
                ["runAsNonRoot"] = false,
                ["allowPrivilegeEscalation"] = false,
                ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL"), ["add"] = new JsonArray("CHOWN") },
            },
        };
    }

    /// <summary>The Pod's security context for runners that are not root.</summary>
    public static JsonObject PodSecurity() =>
        new()
        {
            ["runAsNonRoot"] = true,
            ["runAsUser"] = User,

            // Volumes belong to the runner's group, however the storage class makes them.
            ["fsGroup"] = User,
            ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
        };

    /// <summary>The labels of everything of a scale set.</summary>
    public static JsonObject Labels(string installation, string scaleSet) =>
        new()
        {
            [ReleaseKeys.ManagedBy] = ReleaseKeys.Deskrun,
            [ReleaseKeys.Installation] = installation,
            [ReleaseKeys.ScaleSet] = scaleSet,
        };
}
