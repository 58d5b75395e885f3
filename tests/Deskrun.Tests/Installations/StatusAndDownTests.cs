using System.Text.Json.Nodes;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Testing;

namespace Deskrun.Tests.Installations;

public sealed class StatusAndDownTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Without_a_running_up_status_says_so_for_each_installation()
    {
        await place.AddAsync("a");
        place.Folder.Write(
            "home/config.json",
            place.Config.Replace(
                "\"installations\": {",
                "\"installations\": { \"old\": { \"Repository\": \"https://github.com/o/r\", \"AuthValue\": \"x\" },"
            )
        );

        var ended = await place.RunAsync("status", "-o", "json");

        Assert.Equal(ExitCodes.NotRunning, ended.Code);
        var status = JsonNode.Parse(ended.Output)!;
        Assert.False((bool)status["running"]!);
        Assert.Equal("not running", (string)status["installations"]![0]!["state"]!);
        Assert.Equal("unreachable", (string)status["installations"]![1]!["state"]!);
        Assert.Contains("kind can't be asked: no kubeconfig", (string)status["installations"]![1]!["cause"]!);
    }

    [Fact]
    public async Task A_watched_status_is_shown_until_Ctrl_C()
    {
        await place.AddAsync("a");
        using var stop = new CancellationTokenSource();
        using var shown = new ShownOnce(stop);
        var context = place.Context(place.NewCli());

        var code = await Deskrun
            .Commands.CommandLine.RunAsync(
                context with
                {
                    Terminal = context.Terminal with { Out = shown },
                    Graceful = stop.Token,
                },
                ["status", "--watch"]
            )
            .WaitAsync(TestLimits.Wait, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.NotRunning, code);
        Assert.Contains("not running", shown.ToString());
    }

    [Fact]
    public async Task Status_of_an_unknown_name_names_those_that_there_are()
    {
        await place.AddAsync("a");

        var ended = await place.RunAsync("status", "b");

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("there are a", ended.Error);
    }

    [Fact]
    public async Task Down_without_a_running_up_has_nothing_to_do()
    {
        var ended = await place.RunAsync("down");

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("not running", ended.Error);
    }

    [Fact]
    public async Task Up_without_installations_says_how_to_add_one()
    {
        var ended = await place.RunAsync("up");

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("deskrun add NAME", ended.Error);
    }

    [Fact]
    public async Task Up_on_a_file_of_the_original_tool_goes_to_its_kind_cluster_and_moves_nothing_that_cannot_move()
    {
        const string Original =
            """{"installations":{"old":{"Repository":"https://github.com/o/r","ContainerMode":"dind","AuthValue":"x"}}}""";
        place.Folder.Write("home/config.json", Original);

        var up = await place.RunAsync("up");
        var moved = await place.RunAsync("up", "--backend", "local");

        Assert.Equal(ExitCodes.Success, up.Code);
        Assert.Equal(["apply all"], place.Cluster.Asked);
        Assert.Equal("kind/", place.Cluster.Context);
        Assert.Equal(ExitCodes.NotBuilt, moved.Code);
        Assert.Contains("old: the mode dind is not built yet on the backend local", moved.Error);
        Assert.Equal(Original, place.Config);
    }

    [Fact]
    public async Task Up_moves_to_a_cluster_whose_context_exists()
    {
        await place.AddAsync("a");
        var before = place.Config;
        place.Cluster.NoContext = "there is no context prod";

        var unknown = await place.RunAsync("up", "--backend", "kubernetes", "--context", "prod");
        Assert.Equal(ExitCodes.Usage, unknown.Code);
        Assert.Contains("there is no context prod", unknown.Error);
        Assert.Equal(before, place.Config);

        place.Cluster.NoContext = null;
        var wrong = await place.RunAsync("up", "--backend", "kubernetes", "--context", "prod", "--mode", "process");
        Assert.Equal(ExitCodes.Usage, wrong.Code);
        Assert.Contains("a: the mode process is for the backend local only", wrong.Error);
        Assert.Equal(before, place.Config);

        var moved = await place.RunAsync("up", "--backend", "kubernetes", "--context", "prod");
        Assert.True(moved.Code == ExitCodes.Success, moved.Error);
        Assert.Contains("a moved from local to kubernetes/prod; no new job was started for", moved.Error);
        Assert.Equal("apply all", place.Cluster.Asked[^1]);
        Assert.Contains("\"ContainerMode\": \"kubernetes\"", place.Config);
        Assert.DoesNotContain("MovingFrom", place.Config);
    }

    [Fact]
    public async Task Down_takes_the_scale_sets_out_of_clusters()
    {
        Assert.Equal(0, (await place.RunAsync(Workplace.AddThere("a", "--no-up"))).Code);
        Assert.Equal(0, (await place.RunAsync("down", "--now")).Code);
        Assert.Equal(["down now"], place.Cluster.Asked);
    }

    [Fact]
    public async Task Removing_what_is_not_there_names_what_is()
    {
        await place.AddAsync("a");

        var ended = await place.RunAsync("remove", "b");

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("there is no installation b; there are a", ended.Error);
    }

    [Fact]
    public async Task Removing_with_a_dead_credential_says_what_stays_at_the_service()
    {
        await place.AddAsync("a");

        var ended = await place.RunAsync("remove", "a");

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("warning: the scale set of a stays at http://127.0.0.1:9/o/r", ended.Error);
        Assert.Contains("TOKEN is not set", ended.Error);
        Assert.Equal("Removed a.\n", ended.Output);
        Assert.DoesNotContain("\"a\"", place.Config);
    }

    [Fact]
    public async Task Removing_from_a_cluster_asks_it_first_and_a_failure_keeps_the_installation()
    {
        await place.RunAsync(Workplace.AddThere("a", "--no-up"));
        place.Cluster.Failure = "no answer";
        var failed = await place.RunAsync("remove", "a", "--now");
        Assert.NotNull(place.Stored("a"));
        place.Cluster.Failure = null;

        var removed = await place.RunAsync("remove", "a");

        Assert.Equal(ExitCodes.Service, failed.Code);
        Assert.Contains("a stays configured", failed.Error);
        Assert.Equal((ExitCodes.Success, "Removed a.\n"), (removed.Code, removed.Output));
        Assert.Equal(["remove a now", "remove a"], place.Cluster.Asked);
        Assert.Null(place.Stored("a"));
    }

    [Fact]
    public async Task Removing_in_the_middle_of_a_move_clears_both_sides()
    {
        await place.RunAsync(Workplace.AddThere("a", "--no-up"));
        var file = new ConfigurationFile(place.Home, TimeProvider.System);
        var moving = place.Stored("a") with { MovingFrom = new MovingFrom(BackendNames.Kind, null, default) };
        await file.ChangeAsync(document => document.With(moving), TestContext.Current.CancellationToken);

        var removed = await place.RunAsync("remove", "a");

        Assert.Equal((ExitCodes.Success, ""), (removed.Code, removed.Error));
        Assert.Equal(["kind/", "kubernetes/prod"], place.Cluster.Opened);
        Assert.Equal(["remove a", "remove a"], place.Cluster.Asked);
    }

    [Fact]
    public async Task What_a_cluster_that_is_gone_had_can_be_forgotten()
    {
        place.Folder.Write(
            "home/config.json",
            """{"cluster_hosts":{"x":1},"installations":{"old":{"Repository":"http://127.0.0.1:9/o/r","AuthValue":"x"}}}"""
        );
        place.Cluster.NoContext = "there is no context kind-deskrun";
        var refused = await place.RunAsync("remove", "old");

        var ended = await place.RunAsync("remove", "old", "--forget");

        Assert.Contains("deskrun remove old --forget", refused.Error);
        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("warning: the scale set of old stays at http://127.0.0.1:9/o/r", ended.Error);
        Assert.Contains("cluster_hosts", place.Config);
    }

    /// <summary>Plays the person who presses Ctrl+C once he has seen the state.</summary>
    private sealed class ShownOnce(CancellationTokenSource stop) : StringWriter
    {
        public override void Flush()
        {
            if (GetStringBuilder().Length > 0)
            {
                stop.Cancel();
            }
        }
    }
}
