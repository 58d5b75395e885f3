using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;

namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>The Pod of a listener as ARC and a node show it.</summary>
internal static class FakeListenerPod
{
    public static JsonObject Of(string set) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = set + "-listener",
                ["labels"] = new JsonObject { [ArcKinds.ComponentLabel] = ArcKinds.ListenerComponent },
            },
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(
                    new JsonObject { ["name"] = "listener", ["image"] = "example.invalid/listener:1" }
                ),
            },
        };

    /// <summary>It runs, or its image has a name that can't be.</summary>
    public static JsonObject Status(bool runs) =>
        Status(
            runs,
            runs
                ? new JsonObject { ["running"] = new JsonObject() }
                : new JsonObject
                {
                    ["waiting"] = new JsonObject
                    {
                        ["reason"] = "InvalidImageName",
                        ["message"] = "couldn't parse image name",
                    },
                }
        );

    /// <summary>It has ended.</summary>
    public static JsonObject Ended() =>
        Status(false, new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = 1 } });

    private static JsonObject Status(bool ready, JsonObject state) =>
        new()
        {
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(
                    new JsonObject { ["type"] = "Ready", ["status"] = ready ? "True" : "False" }
                ),
                ["containerStatuses"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "listener",
                        ["image"] = "example.invalid/listener:1",
                        ["imageID"] = "",
                        ["ready"] = ready,
                        ["restartCount"] = 0,
                        ["state"] = state,
                    }
                ),
            },
        };
}
