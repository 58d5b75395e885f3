using Deskrun.ActionsService;
using Deskrun.ActionsService.Runs;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Clusters.Tests.Seeing;
using Deskrun.Commands.Run;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.KubeServer;
using Deskrun.Testing;
using Deskrun.Tests.CommandLine;
using Deskrun.Workflows.Parsing;
using Deskrun.Workflows.Planning;

namespace Deskrun.Clusters.Tests.Moving;

/// <summary>Twenty queued jobs, moved from this machine to a cluster and back while they run.</summary>
[Collection(ClusterTests.Name)]
public sealed class MoveTests : IDisposable
{
    private const int Jobs = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TempFolder folder = new();
    private readonly CancellationTokenSource graceful = new();
    private readonly Dictionary<string, string> variables = [];

    public void Dispose()
    {
        graceful.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Of_twenty_jobs_that_are_moved_both_ways_none_is_lost_and_none_runs_twice()
    {
        var cluster = await TestCluster.SharedAsync();
        await ArcWorld.TeachAsync(cluster);
        var space = await cluster.NewNamespaceAsync();
        await using var service = await ActionsServiceHost.StartAsync(new ActionsServiceOptions());
        using var client = cluster.Client();
        using var github = Client(service);
        Prepare(cluster, service, space);
        await using var arc = new ServingArc(client, space, github, RunnerChoice.Builtin(NewCli().Context));
        var direct = new DirectCluster(client, space, github);
        await SucceedAsync(
            "add",
            "demo",
            "-r",
            $"{service.BaseUri}octo/demo",
            "-m",
            "process",
            "--max-runners",
            "2",
            "--min-runners",
            "0",
            "--auth-env",
            "TOKEN"
        );
        var up = RunAsync(graceful.Token, "up", "--plain");
        var runs = Enumerable.Range(1, Jobs).Select(number => Submit(service, number)).ToList();

        await DoneAsync(runs, 3);
        var there = await MoveAsync(direct, "kubernetes", "--context", "test");
        Assert.False(runs.TrueForAll(run => run.Completion.IsCompleted), "nothing was left to move");
        Assert.Contains("demo: moving from local to kubernetes/test", there.Error);
        Assert.Contains("demo moved from local to kubernetes/test; no new job was started for ", there.Error);

        await DoneAsync(runs, 10);
        var back = await MoveAsync(direct, "local", "--mode", "process");
        Assert.Equal(["demo"], direct.Removed);

        await Task.WhenAll(runs.Select(run => run.Completion))
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.All(runs, run => Assert.Equal(JobConclusion.Success, run.Conclusion));
        var lines = await File.ReadAllLinesAsync(folder.File("ran"), TestContext.Current.CancellationToken);
        Assert.Equal(
            Enumerable.Range(1, Jobs).Select(number => $"{number}"),
            lines.OrderBy(line => line.Length).ThenBy(line => line, StringComparer.Ordinal)
        );
        await graceful.CancelAsync();
        Assert.Equal(ExitCodes.Success, await up.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Contains("demo: moving from kubernetes/test to local", back.Error);
        Assert.Contains("demo moved from kubernetes/test to local; no new job was started for ", back.Error);
        Assert.DoesNotContain(
            "MovingFrom",
            await File.ReadAllTextAsync(folder.File("home/config.json"), TestContext.Current.CancellationToken)
        );
    }

    private async Task<Cli> MoveAsync(DirectCluster direct, params string[] options)
    {
        var cli = NewCli();
        var context = cli.Context with
        {
            OpenCluster = (_, _, _, _) => Task.FromResult<Deskrun.Commands.Clusters.IClusterBackend>(direct),
        };
        var code = await Deskrun
            .Commands.CommandLine.RunAsync(context, ["up", "--backend", .. options])
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(code == ExitCodes.Success, cli.Error);
        return cli;
    }

    private static async Task DoneAsync(IReadOnlyList<WorkflowRun> runs, int count)
    {
        var all = runs.Select(run => run.Completion).ToList();
        for (var done = 0; done < count; done++)
        {
            all.Remove(await Task.WhenAny(all).WaitAsync(Patience, TestContext.Current.CancellationToken));
        }
    }

    private WorkflowRun Submit(ActionsServiceHost service, int number)
    {
        var parsed = WorkflowParser.Parse(
            "w.yml",
            $"on: push\njobs:\n  job{number}:\n    runs-on: demo\n    steps:\n      - run: echo {number} >> {folder.File("ran")}\n"
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

    private void Prepare(TestCluster cluster, ActionsServiceHost service, string space)
    {
        cluster.WriteKubeconfig(folder.File("kubeconfig"), "mover", ["system:masters"]);
        folder.Write("home/config.json", $$"""{"cluster":{"Namespace":"{{space}}" },"installations":{} }""");
        variables["HOME"] = folder.Path;
        variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        variables["DESKRUN_HOME"] = folder.File("home");
        variables["KUBECONFIG"] = folder.File("kubeconfig");
        variables["TOKEN"] = service.Token;
    }

    private Cli NewCli() => new() { Variables = variables, WorkingFolder = folder.Path };

    private async Task SucceedAsync(params string[] arguments)
    {
        var cli = NewCli();
        var code = await cli.RunAsync(arguments);
        Assert.True(code == ExitCodes.Success, cli.Output + cli.Error);
    }

    private Task<int> RunAsync(CancellationToken ending, params string[] arguments)
    {
        var cli = NewCli();
        return Deskrun.Commands.CommandLine.RunAsync(cli.Context with { Graceful = ending }, arguments);
    }

    private static ActionsServiceClient Client(ActionsServiceHost service) =>
        new(
            new ActionsServiceClientOptions
            {
                ConfigUrl = ConfigUrl.Parse($"{service.BaseUri}octo/demo"),
                Credential = new GitHubCredential.Pat(service.Token),
            }
        );
}
