namespace Kar.Tests.Playing;

/// <summary>RGDs as tests need them.</summary>
internal static class TestGraphs
{
    /// <summary>A graph that makes a Pod and projects the contract as flat status fields.</summary>
    public static JsonObject ByStatus() =>
        Graph(
            new JsonObject { ["phase"] = "${runnerPod.status.phase}", ["exitCode"] = "${runnerPod.status.x}" },
            Node("runnerPod", "v1", "Pod")
        );

    /// <summary>A graph that projects nothing, so that its compute is judged.</summary>
    public static JsonObject ByChild(string id = "runnerPod", string apiVersion = "v1", string kind = "Pod") =>
        Graph([], Node(id, apiVersion, kind));

    /// <summary>A graph.</summary>
    public static JsonObject Graph(JsonObject status, params JsonObject[] nodes) =>
        new()
        {
            ["apiVersion"] = "kro.run/v1alpha1",
            ["kind"] = "ResourceGraphDefinition",
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject() },
            ["spec"] = new JsonObject
            {
                ["schema"] = new JsonObject
                {
                    ["group"] = "kro.run",
                    ["apiVersion"] = "v1alpha1",
                    ["kind"] = "PodRunner",
                    ["spec"] = new JsonObject
                    {
                        ["runnerName"] = "string | required=true",
                        ["jitConfigSecretName"] = "string | required=true",
                    },
                    ["status"] = status,
                },
                ["resources"] = new JsonArray([.. nodes]),
            },
        };

    public static JsonObject Node(string id, string apiVersion, string kind) =>
        new()
        {
            ["id"] = id,
            ["template"] = new JsonObject
            {
                ["apiVersion"] = apiVersion,
                ["kind"] = kind,
                ["metadata"] = new JsonObject { ["name"] = "${schema.spec.runnerName}-job" },
            },
        };

    /// <summary>The status of a graph that a current KRO has accepted.</summary>
    public static JsonObject Active() =>
        new()
        {
            ["state"] = "Active",
            ["conditions"] = new JsonArray([
                .. new[] { "GraphAccepted", "GraphRevisionsResolved", "KindReady", "ControllerReady", "Ready" }.Select(
                    type => Condition(type, "True", "Ready", "")
                ),
            ]),
        };

    public static JsonObject Condition(string type, string status, string reason, string message) =>
        new()
        {
            ["type"] = type,
            ["status"] = status,
            ["reason"] = reason,
            ["message"] = message,
            ["lastTransitionTime"] = "2026-01-01T00:00:00Z",
        };
}
