namespace Kar.Tests.Playing;

/// <summary>Pods that wait for something that never comes.</summary>
internal static class Stuck
{
    public static JsonObject? State(string cause) =>
        cause == "Unschedulable" ? null : KroPlayer.Waiting(cause, "Back-off pulling image \"nowhere/none\"");

    public static JsonObject Status(string cause) =>
        cause == "Unschedulable"
            ? new JsonObject
            {
                ["conditions"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "PodScheduled",
                        ["status"] = "False",
                        ["reason"] = "Unschedulable",
                        ["message"] = "0/3 nodes are available: 3 Insufficient cpu.",
                    }
                ),
            }
            : [];
}
