using System.Text.Json.Nodes;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ActionsService.Tests.JobMessages;

public sealed class JobMessageTests
{
    private const string Workflow = """
        name: Everything
        on: push
        env:
          LEVEL: workflow
        defaults:
          run:
            working-directory: src
        jobs:
          build:
            name: Build it
            runs-on: demo
            env:
              LEVEL: job ${{ github.ref_name }}
            defaults:
              run:
                shell: bash
            outputs:
              answer: ${{ steps.calc.outputs.y }}
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - id: calc
                name: Compute ${{ github.sha }}
                if: always() && github.actor == 'me'
                shell: sh
                working-directory: sub
                env:
                  X: ${{ secrets.TOKEN }}
                continue-on-error: true
                timeout-minutes: 5
                run: |
                  echo "it's {${{ github.run_id }}}"
              - uses: ./act
                with:
                  who: me
        """;

    [Fact]
    public async Task The_message_has_everything_that_the_official_runner_insists_on()
    {
        await using var job = await StartAsync();
        var message = job.Runner.Job;
        Assert.Equal("RunnerJobRequest", (string)message["messageType"]!);
        Assert.True(Guid.TryParse((string)message["plan"]!["planId"]!, out _));
        Assert.True(Guid.TryParse((string)message["timeline"]!["id"]!, out _));
        Assert.Equal("Build it", (string)message["jobDisplayName"]!);
        var endpoint = message["resources"]!["endpoints"]!.AsArray().Single()!;
        Assert.Equal("SystemVssConnection", (string)endpoint["name"]!);
        Assert.Equal($"{job.Service.Host.BaseUri}run/", (string)endpoint["url"]!);
        Assert.Equal(3, ((string)endpoint["authorization"]!["parameters"]!["AccessToken"]!).Split('.').Length);
        Assert.StartsWith("ws://127.0.0.1:", (string)endpoint["data"]!["FeedStreamUrl"]!);
        Assert.Equal(
            job.Service.Host.BaseUri.ToString(),
            (string)message["variables"]!["system.github.results_endpoint"]!["value"]!
        );
    }

    [Theory]
    [InlineData("DistributedTask.EnhancedAnnotations", "true")]
    [InlineData("DistributedTask.DeprecateStepOutputCommands", "true")]
    [InlineData("system.runnerEnvironment", "self-hosted")]
    public async Task The_official_runner_is_told_to_do_what_it_does_for_GitHub(string name, string value)
    {
        await using var job = await StartAsync();

        Assert.Equal(value, (string)job.Runner.Job["variables"]![name]!["value"]!);
    }

    [Fact]
    public async Task Contexts_are_encoded_as_context_data()
    {
        await using var job = await StartAsync();
        var github = Dictionary(job.Runner.Job["contextData"]!["github"]!);
        Assert.Equal("octo/demo", (string)github["repository"]!);
        Assert.Equal("octo", (string)github["repository_owner"]!);
        Assert.Equal("me", (string)github["actor"]!);
        Assert.Equal("main", (string)github["ref_name"]!);
        Assert.Equal("1", (string)github["run_id"]!);
        Assert.Equal("1", (string)github["run_number"]!);
        Assert.Equal("Everything", (string)github["workflow"]!);
        Assert.Equal("", (string)github["token"]!);
        var payload = Dictionary(github["event"]!);
        Assert.Equal(["x", "y"], payload["list"]!["a"]!.AsArray().Select(i => (string)i!));
        Assert.Equal(1, (int)payload["list"]!["t"]!);
        Assert.True((bool)payload["flag"]!);
        Assert.Equal("green", (string)Dictionary(job.Runner.Job["contextData"]!["vars"]!)["COLOUR"]!);
    }

    [Fact]
    public async Task Secrets_travel_as_secret_variables_with_masks()
    {
        await using var job = await StartAsync();
        var token = job.Runner.Job["variables"]!["TOKEN"]!;
        Assert.Equal("s3cret+", (string)token["value"]!);
        Assert.True((bool)token["isSecret"]!);
        Assert.Contains("s3cret\\+", job.Runner.Job["mask"]!.AsArray().Select(m => (string)m!["value"]!));
    }

    [Fact]
    public async Task Env_defaults_and_outputs_are_template_tokens()
    {
        await using var job = await StartAsync();
        var message = job.Runner.Job;
        var env = message["environmentVariables"]!.AsArray();
        Assert.Equal("workflow", (string)Map(env[0]!)["LEVEL"]!);
        Assert.Equal("extra", (string)Map(env[1]!)["MORE"]!);
        Assert.Equal("format('job {0}', github.ref_name)", (string)Map(env[2]!)["LEVEL"]!["expr"]!);
        var run = Map(Map(message["defaults"]!.AsArray().Single()!)["run"]!);
        Assert.Equal("src", (string)run["working-directory"]!);
        Assert.Equal("bash", (string)run["shell"]!);
        Assert.Equal("steps.calc.outputs.y", (string)Map(message["jobOutputs"]!)["answer"]!["expr"]!);
    }

    [Fact]
    public async Task Steps_carry_condition_name_inputs_and_limits()
    {
        await using var job = await StartAsync();
        var step = job.Runner.Job["steps"]![1]!;
        Assert.Equal("calc", (string)step["contextName"]!);
        Assert.Equal("always() && github.actor == 'me'", (string)step["condition"]!);
        Assert.Equal("format('Compute {0}', github.sha)", (string)step["displayNameToken"]!["expr"]!);
        Assert.True((bool)step["continueOnError"]!);
        Assert.Equal(5, (int)step["timeoutInMinutes"]!);
        Assert.Equal("secrets.TOKEN", (string)Map(step["environment"]!)["X"]!["expr"]!);
        var inputs = Map(step["inputs"]!);
        Assert.Equal("sh", (string)inputs["shell"]!);
        Assert.Equal("sub", (string)inputs["workingDirectory"]!);
        Assert.Equal("format('echo \"it''s {{{0}}}\"\n', github.run_id)", (string)inputs["script"]!["expr"]!);
    }

    [Fact]
    public async Task Checkout_becomes_a_script_that_says_where_the_files_come_from()
    {
        await using var job = await StartAsync();
        var step = job.Runner.Job["steps"]![0]!;
        Assert.Equal("script", (string)step["reference"]!["type"]!);
        Assert.Equal("Run actions/checkout@v4", (string)step["displayNameToken"]!);
        Assert.Equal("success()", (string)step["condition"]!);
        var inputs = Map(step["inputs"]!);
        Assert.Contains("a copy of '\\''here'\\''", (string)inputs["script"]!);
        Assert.Contains("fetch-depth", (string)inputs["script"]!);
        Assert.Equal("sh", (string)inputs["shell"]!);
        Assert.Equal("github.workspace", (string)inputs["workingDirectory"]!["expr"]!);
    }

    [Fact]
    public async Task A_local_action_is_named_by_its_path()
    {
        await using var job = await StartAsync();
        var step = job.Runner.Job["steps"]![2]!;
        Assert.Equal("repository", (string)step["reference"]!["type"]!);
        Assert.Equal("self", (string)step["reference"]!["repositoryType"]!);
        Assert.Equal("./act", (string)step["reference"]!["path"]!);
        Assert.Equal("me", (string)Map(step["inputs"]!)["who"]!);
    }

    private static Task<StartedJob> StartAsync() =>
        StartedJob.StartAsync(
            Workflow,
            null,
            new() { ["TOKEN"] = "s3cret+" },
            r =>
                r with
                {
                    Actor = "me",
                    Event = ExpressionJson.Parse("""{"list":["x","y"],"flag":true}"""),
                    Variables = new Dictionary<string, string> { ["COLOUR"] = "green" },
                    ExtraEnv = new Dictionary<string, string> { ["MORE"] = "extra" },
                    CheckoutSource = "a copy of 'here'",
                }
        );

    private static Dictionary<string, JsonNode?> Dictionary(JsonNode data)
    {
        Assert.Equal(2, (int)data["t"]!);
        return data["d"]!.AsArray().ToDictionary(e => (string)e!["k"]!, e => e!["v"]);
    }

    private static Dictionary<string, JsonNode?> Map(JsonNode token)
    {
        Assert.Equal(2, (int)token["type"]!);
        return token["map"]!.AsArray().ToDictionary(e => (string)e!["key"]!, e => e!["value"]);
    }
}
