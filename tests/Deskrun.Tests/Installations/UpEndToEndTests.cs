using System.Text.Json.Nodes;
using Deskrun.ActionsService;
using Deskrun.ActionsService.Runs;
using Deskrun.Testing;
using Deskrun.Workflows.Parsing;
using Deskrun.Workflows.Planning;

namespace Deskrun.Tests.Installations;

/// <summary>The commands as a user types them, against a real local Actions service and the built-in runner.</summary>
public sealed class UpEndToEndTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TestLimits.Wait;
    private readonly Workplace place = new();
    private readonly CancellationTokenSource graceful = new();
    private readonly CancellationTokenSource forced = new();
    private ActionsServiceHost service = null!;

    public async ValueTask InitializeAsync()
    {
        service = await ActionsServiceHost.StartAsync(new ActionsServiceOptions());
        place.Variables["TOKEN"] = service.Token;
        place.Variables["WRONG"] = "ghp_wrongplanted";
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        graceful.Dispose();
        forced.Dispose();
        place.Dispose();
    }

    [Fact]
    public async Task A_job_runs_on_an_installation_and_is_explained_and_leaves_nothing()
    {
        var added = await place.RunAsync(Add("demo", "TOKEN"));
        Assert.True(added.Code == ExitCodes.Success, added.Error);
        Assert.DoesNotContain("not checked", added.Output);
        var up = UpAsync();
        await ListeningAsync("demo");

        var run = Submit("demo");
        await run.Completion.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(JobConclusion.Success, run.Conclusion);

        var second = await place.RunAsync("up");
        Assert.Contains("runs already", second.Error);
        var story = await StoryWithAsync("compute gone");
        Assert.Equal(("completed", "demo"), ((string)story["state"]!, (string)story["scaleSet"]!));
        Assert.Equal(ExitCodes.Success, (await place.RunAsync("logs", (string)story["runner"]!)).Code);

        var down = await place.RunAsync("down");
        Assert.True(down.Code == ExitCodes.Success, down.Error);
        Assert.Equal(ExitCodes.Success, (await up.WaitAsync(Patience, TestContext.Current.CancellationToken)).Code);
        Assert.False(File.Exists(place.Home.ControlSocket));

        var removed = await place.RunAsync("remove", "demo");
        Assert.Equal((ExitCodes.Success, ""), (removed.Code, removed.Error));
        Assert.DoesNotContain(service.Token, place.Printed);
    }

    [Fact]
    public async Task Ctrl_C_drains_and_ends_with_success()
    {
        await place.RunAsync(Add("demo", "TOKEN"));
        var up = UpAsync();
        await ListeningAsync("demo");

        await graceful.CancelAsync();

        var ended = await up.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("no new jobs", ended.Error);
        Assert.Equal(ExitCodes.NotRunning, (await place.RunAsync("status")).Code);
    }

    [Fact]
    public async Task A_credential_that_the_service_refuses_is_not_stored()
    {
        var ended = await place.RunAsync(Add("demo", "WRONG"));

        Assert.Equal(ExitCodes.Service, ended.Code);
        Assert.Contains("refused the credential (variable WRONG)", ended.Error);
        Assert.DoesNotContain("wrongplanted", ended.Error);
        Assert.False(File.Exists(place.Home.ConfigFile));
    }

    [Fact]
    public async Task Removing_without_a_running_up_takes_the_scale_set_off_the_service()
    {
        await place.RunAsync(Add("demo", "TOKEN"));
        var up = UpAsync();
        await ListeningAsync("demo");
        await graceful.CancelAsync();
        await up.WaitAsync(Patience, TestContext.Current.CancellationToken);

        var removed = await place.RunAsync("remove", "demo");

        Assert.Equal((ExitCodes.Success, ""), (removed.Code, removed.Error));
        Assert.Equal("Removed demo.\n", removed.Output);
        Assert.Empty(await ScaleSetsAsync());
    }

    [Fact]
    public async Task A_token_that_stops_working_is_named_as_the_cause()
    {
        await place.RunAsync([.. Add("demo", "WRONG"), "--offline"]);
        var up = UpAsync();

        await UntilStatusAsync(status => ((string?)status["cause"])?.Contains("401") == true);

        Assert.DoesNotContain("wrongplanted", place.Printed);
        await graceful.CancelAsync();
        await up.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_rotated_credential_is_taken_by_the_running_up()
    {
        string[] add = ["add", "demo", "-r", $"{service.BaseUri}octo/demo", "-m", "process", "--min-runners", "0"];
        await place.RunWithInputAsync("ghp_wrongplanted", [.. add, "--auth-value-stdin", "--offline"]);
        var up = UpAsync();
        await UntilStatusAsync(status => ((string?)status["cause"])?.Contains("401") == true);
        var refused = await place.RunWithInputAsync("ghp_wrong2", "auth", "rotate", "demo", "--auth-value-stdin");
        var check = await place.RunAsync("auth", "check");

        // Not only another value: another place, which the running up must learn of from the configuration.
        var file = place.Folder.Write("token", service.Token);
        var rotated = await place.RunAsync("auth", "rotate", "demo", "--auth-file", file);

        Assert.Equal(ExitCodes.Service, refused.Code);
        Assert.Equal(ExitCodes.Service, check.Code);
        Assert.Contains("refused the credential", check.Output);
        Assert.Equal((ExitCodes.Success, ""), (rotated.Code, rotated.Error));
        Assert.Contains("is accepted by", rotated.Output);
        await ListeningAsync("demo");
        Assert.Equal(ExitCodes.Success, (await place.RunAsync("auth", "check")).Code);
        Assert.DoesNotContain(service.Token, place.Printed);
        await graceful.CancelAsync();
        await up.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Instances_are_served_side_by_side_and_leave_the_service_when_they_are_taken_away()
    {
        await place.RunAsync([.. Add("demo", "TOKEN"), "--instances", "2", "--env", "GREETING=hello, you"]);
        var up = UpAsync();
        await UntilStatusAsync(status =>
            status["scaleSets"]!.AsArray() is { Count: 2 } sets && sets.All(set => (bool)set!["healthy"]!)
        );
        Assert.Equal(["demo-1", "demo-2"], (await ScaleSetsAsync()).Order());

        var runs = new[] { "demo-1", "demo-2" }
            .Select(label => Submit(label, "test \"$GREETING\" = 'hello, you'"))
            .ToList();
        foreach (var run in runs)
        {
            await run.Completion.WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.Equal(JobConclusion.Success, run.Conclusion);
        }

        await place.RunAsync("update", "demo", "--instances", "1");
        await ListeningAsync("demo");
        Assert.Equal(["demo"], await ScaleSetsAsync());
        await graceful.CancelAsync();
        await up.WaitAsync(Patience, TestContext.Current.CancellationToken);

        var moved = await place.RunAsync("update", "demo", "-r", $"{service.BaseUri}octo/other", "--no-up");
        Assert.Equal((ExitCodes.Success, ""), (moved.Code, moved.Error));
        Assert.Empty(await ScaleSetsAsync());
    }

    [Fact]
    public async Task What_a_killed_up_was_to_take_off_the_service_the_next_one_takes_off()
    {
        await place.RunAsync(Add("later", "TOKEN"));
        using (var client = Client())
        {
            await client.EnsureScaleSetAsync(new() { Name = "former" }, TestContext.Current.CancellationToken);
        }

        var note = place.Folder.Write(
            "home/leaving/later-1.json",
            $$"""{"installation":"later","repository":"{{service.BaseUri}}octo/demo","scaleSets":["former"]}"""
        );

        var up = UpAsync();
        await ListeningAsync("later");
        await ServedPlace.UntilAsync(() => !File.Exists(note));
        await graceful.CancelAsync();
        await up.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(["later"], await ScaleSetsAsync());
    }

    private string[] Add(string name, string variable) =>
        [
            "add",
            name,
            "-r",
            $"{service.BaseUri}octo/demo",
            "-m",
            "process",
            "--min-runners",
            "0",
            "--auth-env",
            variable,
        ];

    private async Task<Ended> UpAsync()
    {
        var cli = place.NewCli();
        var context = place.Context(cli) with { Graceful = graceful.Token, Forced = forced.Token };
        var code = await Deskrun.Commands.CommandLine.RunAsync(context, ["up", "--plain"]);
        return new Ended(code, cli.Output, cli.Error);
    }

    private Task ListeningAsync(string name) =>
        UntilStatusAsync(status =>
            (string)status["name"]! == name
            && (string)status["state"]! == "listening"
            && status["scaleSets"]!.AsArray().Any(set => (bool)set!["healthy"]!)
        );

    private async Task<JsonNode> StoryWithAsync(string step)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var ended = await place.RunAsync("explain", "hello", "-o", "json");
            var story = JsonNode.Parse(ended.Output)!["stories"]![0]!;
            if (story["steps"]!.AsArray().Any(each => (string)each!["step"]! == step))
            {
                return story;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }

    private async Task UntilStatusAsync(Func<JsonNode, bool> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var ended = await place.RunAsync("status", "-o", "json");
            if (JsonNode.Parse(ended.Output)!["installations"]!.AsArray().Any(each => holds(each!)) && ended.Code == 0)
            {
                return;
            }

            Assert.False(limit.IsCancellationRequested, ended.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> ScaleSetsAsync()
    {
        using var client = Client();
        return [.. (await client.ListScaleSetsAsync(TestContext.Current.CancellationToken)).Select(set => set.Name)];
    }

    private Deskrun.GitHub.ScaleSets.ActionsServiceClient Client() =>
        new(
            new Deskrun.GitHub.ScaleSets.ActionsServiceClientOptions
            {
                ConfigUrl = Deskrun.GitHub.Auth.ConfigUrl.Parse($"{service.BaseUri}octo/demo"),
                Credential = new Deskrun.GitHub.Auth.GitHubCredential.Pat(service.Token),
            }
        );

    private WorkflowRun Submit(string label, string script = "echo hello")
    {
        var parsed = WorkflowParser.Parse(
            "w.yml",
            $"on: push\njobs:\n  hello:\n    runs-on: {label}\n    steps:\n      - run: {script}\n"
        );
        Assert.Empty(parsed.Errors);
        return service.Submit(
            new RunRequest
            {
                Owner = "octo",
                Repository = "demo",
                Workflow = parsed.Workflow!,
                WorkflowPath = ".github/workflows/w.yml",
                EventName = "push",
            }
        );
    }
}
