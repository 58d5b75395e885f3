using System.Text.Json.Nodes;

namespace Deskrun.ScriptRunner.Tests.Doubles;

/// <summary>Makes job messages.</summary>
internal sealed class JobBuilder
{
    public const string JobId = "11111111-1111-1111-1111-111111111111";

    private readonly JsonObject variables = new()
    {
        ["system.github.token"] = Variable("ghs_tokentokentoken", true),
        ["system.github.job"] = Variable("build", false),
    };

    private readonly JsonArray steps = [];
    private readonly JsonArray environment = [];
    private readonly JsonArray defaults = [];
    private readonly JsonArray outputs = [];
    private readonly JsonArray masks = [];
    private readonly JsonObject extra = [];
    private readonly JsonObject contexts = new()
    {
        ["github"] = Context(
            ("repository", "octo/demo"),
            ("sha", "0123abc"),
            ("ref", "refs/heads/main"),
            ("run_id", "42"),
            ("event_name", "push"),
            ("event", Context(("action", "opened"), ("number", 7)))
        ),
    };

    public static string StepId(int step) => $"22222222-2222-2222-2222-{step:D12}";

    public static JsonObject Expr(string text) => new() { ["type"] = 3, ["expr"] = text };

    public static JsonObject Context(params (string Name, JsonNode? Value)[] entries) =>
        new()
        {
            ["t"] = 2,
            ["d"] = new JsonArray([.. entries.Select(e => new JsonObject { ["k"] = e.Name, ["v"] = e.Value })]),
        };

    /// <summary>Adds a script step.</summary>
    public JobBuilder Run(
        JsonNode script,
        string id = "",
        string? shell = null,
        string? folder = null,
        string condition = "success()",
        (string, JsonNode)[]? env = null,
        JsonNode? name = null,
        JsonNode? continueOnError = null,
        JsonNode? timeout = null
    )
    {
        List<(string, JsonNode)> inputs = [("script", script)];
        if (shell is not null)
        {
            inputs.Add(("shell", shell));
        }

        if (folder is not null)
        {
            inputs.Add(("workingDirectory", folder));
        }

        var step = new JsonObject
        {
            ["type"] = "action",
            ["reference"] = new JsonObject { ["type"] = "script" },
            ["id"] = StepId(steps.Count),
            ["name"] = id.Length > 0 ? id : "__run",
            ["contextName"] = id,
            ["condition"] = condition,
            ["inputs"] = Mapping([.. inputs]),
        };
        Set(step, "environment", env is null ? null : Mapping(env));
        Set(step, "displayNameToken", name);
        Set(step, "continueOnError", continueOnError);
        Set(step, "timeoutInMinutes", timeout);
        steps.Add(step);
        return this;
    }

    public JobBuilder Uses(string path)
    {
        steps.Add(
            new JsonObject
            {
                ["type"] = "action",
                ["reference"] = new JsonObject
                {
                    ["type"] = "repository",
                    ["repositoryType"] = "self",
                    ["path"] = path,
                },
                ["id"] = StepId(steps.Count),
                ["condition"] = "success()",
            }
        );
        return this;
    }

    public JobBuilder Secret(string name, string value)
    {
        variables[name] = Variable(value, true);
        return this;
    }

    public JobBuilder Set(string variable, string value)
    {
        variables[variable] = Variable(value, false);
        return this;
    }

    public JobBuilder Env(params (string, JsonNode)[] values)
    {
        environment.Add(Mapping(values));
        return this;
    }

    public JobBuilder RunDefaults(params (string, JsonNode)[] values)
    {
        defaults.Add(Mapping(("run", Mapping(values))));
        return this;
    }

    public JobBuilder Output(string name, JsonNode value)
    {
        outputs.Add(new JsonObject { ["key"] = name, ["value"] = value });
        return this;
    }

    public JobBuilder MaskPattern(string pattern)
    {
        masks.Add(new JsonObject { ["type"] = "regex", ["value"] = pattern });
        return this;
    }

    public JobBuilder WithContext(string name, JsonNode value)
    {
        contexts[name] = value;
        return this;
    }

    public JobBuilder With(string property, JsonNode value)
    {
        extra[property] = value;
        return this;
    }

    public JsonObject Build(ServiceDouble service)
    {
        variables["system.github.results_endpoint"] = Variable(new Uri(service.Url, "results/").ToString(), false);
        var message = new JsonObject
        {
            ["messageType"] = "RunnerJobRequest",
            ["plan"] = new JsonObject { ["planId"] = "33333333-3333-3333-3333-333333333333" },
            ["timeline"] = new JsonObject { ["id"] = "44444444-4444-4444-4444-444444444444" },
            ["jobId"] = JobId,
            ["jobDisplayName"] = "build (linux)",
            ["resources"] = new JsonObject
            {
                ["endpoints"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "SystemVssConnection",
                        ["url"] = new Uri(service.Url, "run/").ToString(),
                        ["authorization"] = new JsonObject
                        {
                            ["scheme"] = "OAuth",
                            ["parameters"] = new JsonObject { ["AccessToken"] = "e30.e30.jobtoken" },
                        },
                        ["data"] = new JsonObject { ["FeedStreamUrl"] = $"ws://{service.Url.Authority}/feed" },
                    }
                ),
            },
            ["variables"] = variables,
            ["contextData"] = contexts,
            ["environmentVariables"] = environment,
            ["defaults"] = defaults,
            ["mask"] = masks,
            ["steps"] = steps,
        };
        Set(message, "jobOutputs", outputs.Count == 0 ? null : new JsonObject { ["type"] = 2, ["map"] = outputs });
        foreach (var (name, value) in extra)
        {
            message[name] = value?.DeepClone();
        }

        return message;
    }

    private static JsonObject Variable(string value, bool secret) => new() { ["value"] = value, ["isSecret"] = secret };

    private static JsonObject Mapping(params (string Name, JsonNode Value)[] entries) =>
        new()
        {
            ["type"] = 2,
            ["map"] = new JsonArray([.. entries.Select(e => new JsonObject { ["key"] = e.Name, ["value"] = e.Value })]),
        };

    private static void Set(JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }
}
