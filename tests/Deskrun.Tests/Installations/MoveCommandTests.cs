using System.Text.Json.Nodes;
using Deskrun.Testing;

namespace Deskrun.Tests.Installations;

public sealed class MoveCommandTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_move_that_fails_half_way_is_completed_by_the_next_up()
    {
        await AddThereAsync("prod");
        place.Cluster.Failure = "ARC does not let go";
        var failed = await place.RunAsync("up", "--backend", "kubernetes", "--context", "other");
        Assert.Equal(ExitCodes.Service, failed.Code);
        Assert.Equal(("kubernetes", "other"), ((string)Stored["Backend"]!, (string)Stored["Context"]!));
        Assert.Equal("prod", (string)Stored["MovingFrom"]!["Context"]!);

        place.Cluster.Failure = null;
        var next = await place.RunAsync("up");

        Assert.True(next.Code == ExitCodes.Success, next.Error);
        Assert.Equal(["remove a", "remove a", "apply all"], place.Cluster.Asked);
        Assert.Contains("a moved from kubernetes/prod to kubernetes/other; no new job was started for", next.Error);
        Assert.Null(Stored["MovingFrom"]);
    }

    [Fact]
    public async Task A_move_that_was_closed_and_not_applied_is_applied_by_the_next_up()
    {
        await place.AddAsync("a");
        place.Cluster.Failure = "no chart";
        var failed = await place.RunAsync("up", "--backend", "kubernetes", "--context", "prod");
        Assert.Equal(ExitCodes.Service, failed.Code);
        Assert.Null(Stored["MovingFrom"]);

        place.Cluster.Failure = null;
        Assert.Equal(ExitCodes.Success, (await place.RunAsync("up")).Code);

        Assert.Equal(["apply all", "apply all"], place.Cluster.Asked);
    }

    [Fact]
    public async Task Who_turns_back_before_the_old_side_is_closed_finds_it_as_it_was()
    {
        await AddThereAsync("prod");
        place.Cluster.Failure = "ARC does not let go";
        await place.RunAsync("up", "--backend", "kubernetes", "--context", "other");
        place.Cluster.Failure = null;

        var back = await place.RunAsync("up", "--backend", "kubernetes", "--context", "prod");

        Assert.True(back.Code == ExitCodes.Success, back.Error);
        Assert.Equal(["remove a", "apply all"], place.Cluster.Asked);
        Assert.Equal("prod", (string)Stored["Context"]!);
        Assert.Null(Stored["MovingFrom"]);
    }

    [Fact]
    public async Task What_a_deleted_kind_cluster_had_needs_no_closing()
    {
        var (code, error) = await LeaveKindAsync("""case "$1" in version) echo 27.1.1 ;; esac""");

        Assert.True(code == ExitCodes.Success, error);
        Assert.Contains("nothing is left to close there (there is no context kind-deskrun)", error);
        Assert.Equal(["apply all"], place.Cluster.Asked);
        Assert.Null(Stored["MovingFrom"]);
    }

    [Fact]
    public async Task A_kind_cluster_that_is_there_without_its_kubeconfig_is_not_forgotten()
    {
        var (code, error) = await LeaveKindAsync(
            """case "$1" in version) echo 27.1.1 ;; ps) printf 'deskrun-control-plane\texited\tExited 2 hours ago\n' ;; esac"""
        );

        Assert.Equal(ExitCodes.Environment, code);
        Assert.Contains("The kind cluster deskrun is there all the same (deskrun-control-plane exited)", error);
        Assert.Contains("deskrun cluster repair", error);
        Assert.Empty(place.Cluster.Asked);
        Assert.Equal("kind", (string)Stored["MovingFrom"]!["Backend"]!);
    }

    [Theory]
    [InlineData("echo 'permission denied while trying to connect' >&2; exit 1", "docker doesn't answer")]
    [InlineData(null, "docker and podman are not on PATH")]
    public async Task Where_nobody_knows_whether_a_kind_cluster_was_deleted_nothing_is_forgotten(
        string? docker,
        string cause
    )
    {
        var (code, error) = await LeaveKindAsync(docker);

        Assert.Equal(ExitCodes.Environment, code);
        Assert.Contains($"Whether the kind cluster deskrun was deleted can't be told: {cause}", error);
        Assert.Empty(place.Cluster.Asked);
        Assert.Equal("kind", (string)Stored["MovingFrom"]!["Backend"]!);
    }

    /// <summary>Moves away from a kind cluster that no kubeconfig knows, with this docker on PATH.</summary>
    private async Task<(int Code, string Error)> LeaveKindAsync(string? docker)
    {
        place.Folder.Write(
            "home/config.json",
            """{"installations":{"a":{"Repository":"https://github.com/o/r","AuthValue":"x"}}}"""
        );
        var bin = Directory.CreateDirectory(place.Folder.File("bin")).FullName;
        if (docker is not null)
        {
            var program = place.Folder.Write("bin/docker", $"#!/bin/sh\n{docker}\n");
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        place.Variables["PATH"] = bin;
        var cli = place.NewCli();
        var context = place.Context(cli) with
        {
            OpenCluster = (_, backend, kubeContext, _) =>
                backend == "kind"
                    ? throw new CliException(ExitCodes.Usage, "there is no context kind-deskrun")
                    : place.Cluster.OpenAsync(backend, kubeContext),
        };
        var code = await Deskrun
            .Commands.CommandLine.RunAsync(context, ["up", "--backend", "kubernetes", "--context", "prod"])
            .WaitAsync(TestLimits.Wait, TestContext.Current.CancellationToken);
        return (code, cli.Error);
    }

    [Fact]
    public async Task A_dry_run_says_that_a_move_is_completed_first_and_moves_nothing()
    {
        await AddThereAsync("prod");
        place.Cluster.Failure = "ARC does not let go";
        await place.RunAsync("up", "--backend", "kubernetes", "--context", "other");
        place.Cluster.Failure = null;
        var before = place.Config;

        var dry = await place.RunAsync("up", "--dry-run");

        Assert.Contains("a: its move from kubernetes/prod to kubernetes/other is completed first", dry.Error);
        Assert.Equal(before, place.Config);
        Assert.Equal(["remove a", "apply all"], place.Cluster.Asked);
    }

    [Fact]
    public async Task An_installation_whose_old_side_is_not_closed_is_not_served_here()
    {
        await using var served = await ServedPlace.StartAsync("a");
        await served.StateAsync("a", "listening");

        served.Place.Folder.Write(
            "home/config.json",
            served.Place.Config.Replace(
                "\"Backend\": \"local\"",
                "\"Backend\": \"local\", \"MovingFrom\": {\"Backend\": \"kubernetes\", \"Context\": \"prod\"}"
            )
        );
        await served.Host.ReloadAsync(TestContext.Current.CancellationToken);

        await ServedPlace.UntilAsync(() => served.Host.Status().Installations.All(each => each.State == "not running"));
        Assert.Contains("complete it with: deskrun up", served.Host.Status().Installations[0].Cause);
    }

    [Theory]
    [InlineData("--context needs --backend kubernetes", "--context", "prod")]
    [InlineData("--context needs --backend kubernetes", "--backend", "kind", "--context", "prod")]
    [InlineData("--mode goes with --backend", "--mode", "dind")]
    public async Task Options_that_say_nothing_are_refused(string error, params string[] options)
    {
        var ended = await place.RunAsync(["up", .. options]);

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains(error, ended.Error);
    }

    private JsonNode Stored => JsonNode.Parse(place.Config)!["installations"]!["a"]!;

    private async Task AddThereAsync(string context)
    {
        var words = Workplace.AddThere("a", "--no-up");
        words[Array.IndexOf(words, "--context") + 1] = context;
        var added = await place.RunAsync(words);
        Assert.True(added.Code == ExitCodes.Success, added.Error);
    }
}
