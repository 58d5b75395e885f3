using System.Text.Json.Nodes;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>A folder of the node that a runner sees.</summary>
/// <param name="Volume">Its volume's name.</param>
/// <param name="Node">Its path on the node.</param>
/// <param name="Target">Its path in the runner.</param>
/// <param name="Type">The type of the host path.</param>
/// <param name="IsCache">Whether it is a cache, which the runner's user must own.</param>
internal sealed record RunnerFolder(string Volume, string Node, string Target, string Type, bool IsCache)
{
    public JsonObject AsVolume() =>
        new()
        {
            ["name"] = Volume,
            ["hostPath"] = new JsonObject { ["path"] = Node, ["type"] = Type },
        };

    public JsonObject AsMount() => new() { ["name"] = Volume, ["mountPath"] = Target };
}
