using Deskrun.ActionsService;
using Deskrun.ActionsService.Runs;
using Deskrun.Backends.Local;
using Deskrun.Backends.Local.Process;
using Deskrun.Backends.Local.Programs;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Owners;
using Deskrun.Pools.Scaling;
using Deskrun.Pools.Tests.Doubles;
using Deskrun.Pools.Timeline;
using Deskrun.Testing;
using Deskrun.Workflows.Parsing;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.Backends.Tests;

/// <summary>The whole path with real parts: service, client, listener, pool, processes, built-in runner.</summary>
public class LocalPoolTests
{
    private static readonly TimeSpan Patience = TestLimits.Wait;

    [Fact]
    public async Task A_workflow_runs_and_nothing_is_left_of_it()
    {
        await using var bench = new ProcessBench();
        await using var world = await World.StartAsync(bench, new PoolLimits(0, 2));
        var run = world.Submit(
            """
            on: push
            jobs:
              one:
                runs-on: my-set
                steps:
                  - run: echo hello
              two:
                runs-on: my-set
                needs: one
                steps:
                  - run: test -n "$HOME"
            """
        );
        await run.Completion.WaitAsync(Patience);
        Assert.Equal("Success", $"{run.Conclusion}");
        await world.Pool.StopAsync(CancellationToken.None).WaitAsync(Patience);

        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Home.File("runners-live")));
        Assert.Empty(await world.Client.ListRunnersAsync(null, CancellationToken.None));
        Assert.All(world.Pool.Status().Pool.RecentEnds, end => Assert.Equal(RunnerEndKind.JobDone, end.Kind));
        Assert.Empty(world.Timeline.Troubles);
        foreach (var job in run.Jobs)
        {
            var steps = world.Timeline.Events.Where(e => e.JobName == job.Name).Select(e => e.Step).Distinct().Order();
            Assert.Equal(
                [
                    TimelineStep.Assigned,
                    TimelineStep.MessageRead,
                    TimelineStep.JobStarted,
                    TimelineStep.JobCompleted,
                    TimelineStep.ComputeGone,
                ],
                steps
            );
        }
    }

    [Fact]
    public async Task A_spare_runner_goes_with_its_pool()
    {
        await using var bench = new ProcessBench();
        await using var world = await World.StartAsync(bench, new PoolLimits(1, 2));
        await ProcessBench.Until(
            () => world.Timeline.Events.Any(e => e.Step is TimelineStep.ComputeStarted),
            "a spare runner"
        );
        await world.Pool.StopAsync(CancellationToken.None).WaitAsync(Patience);
        Assert.Empty(await world.Client.ListRunnersAsync(null, CancellationToken.None));
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Home.File("runners-live")));
    }

    [Fact]
    public async Task A_runner_killed_in_its_job_fails_that_job_and_is_not_replaced_for_it()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bench = new ProcessBench();
        await using var world = await World.StartAsync(bench, new PoolLimits(0, 2), clock);
        var run = world.Submit(
            $"""
            on: push
            jobs:
              one:
                runs-on: my-set
                steps:
                  - run: echo go > {bench.Out.File("go")}; sleep 300
            """
        );
        await bench.Written("go");
        var runner = Assert.Single(await bench.Driver(program: null).ListAsync(CancellationToken.None));
        System.Diagnostics.Process.GetProcessById(int.Parse(runner.Handle)).Kill();
        await ProcessBench.Until(
            () => world.Timeline.Troubles.Any(trouble => trouble.Contains("until the service gives the job up")),
            "the pool misses its runner"
        );
        clock.Advance(new ActionsServiceOptions().JobLockDuration + TimeSpan.FromMinutes(1));
        await run.Completion.WaitAsync(Patience);
        Assert.Equal("Failure", $"{run.Conclusion}");
        await world.Pool.StopAsync(CancellationToken.None).WaitAsync(Patience);
        Assert.Equal(RunnerEndKind.JobLost, Assert.Single(world.Pool.Status().Pool.RecentEnds).Kind);
        Assert.Single(world.Timeline.Events, e => e.Step is TimelineStep.ComputeStarted);
    }

    [Fact]
    public async Task A_forced_stop_ends_a_job_and_leaves_nothing()
    {
        await using var bench = new ProcessBench();
        await using var world = await World.StartAsync(bench, new PoolLimits(0, 2));
        world.Submit(
            $"""
            on: push
            jobs:
              one:
                runs-on: my-set
                steps:
                  - run: echo $$ > {bench.Out.File("go")}; sleep 300
            """
        );
        var step = int.Parse(await bench.Written("go"));
        await world.Pool.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Patience);
        Assert.False(ProcessBench.Lives(step));
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Home.File("runners-live")));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_yet_is_tried_again_and_said()
    {
        await using var bench = new ProcessBench();
        var owners = new OwnerLocks(bench.Home.Path);
        using var owner = owners.Acquire(OwnerName.Create(OwnerKind.Up));
        using var client = World.ClientOf(new Uri("http://127.0.0.1:1/octo/demo"), "ghp_none");
        using var driver = bench.Driver(Doubles.Shell.Hang);
        var options = World.Options(client, driver, owners, owner, new PoolLimits(0, 1), new ListTimeline());
        await using var pool = await LocalPool.StartAsync(options with { KeepTrying = true }, CancellationToken.None);
        await ProcessBench.Until(() => pool.Status().BlockingCause is not null, "the cause is said");
        Assert.False(pool.Status().IsHealthy);
    }

    private sealed class World : IAsyncDisposable
    {
        private ActionsServiceHost service = null!;
        private OwnerLock owner = null!;

        public ActionsServiceClient Client { get; private set; } = null!;

        public ListTimeline Timeline { get; } = new();

        public LocalPool Pool { get; private set; } = null!;

        /// <param name="bench">Where its runners are.</param>
        /// <param name="limits">The pool's size.</param>
        /// <param name="clock">The service's clock, by which it gives up on silent runners; the real one when not given.</param>
        public static async Task<World> StartAsync(ProcessBench bench, PoolLimits limits, TimeProvider? clock = null)
        {
            var world = new World();
            var options = new ActionsServiceOptions { TimeProvider = clock ?? TimeProvider.System };
            world.service = await ActionsServiceHost.StartAsync(options, CancellationToken.None);
            world.Client = ClientOf(new Uri(world.service.BaseUri, "octo/demo"), world.service.Token);
            var owners = new OwnerLocks(bench.Home.Path);
            world.owner = owners.Acquire(OwnerName.Create(OwnerKind.Run));
            string[] command = [ProcessBench.DotNet, ProcessBench.HostProgram, "script-runner"];
            var driver = bench.Driver(new BuiltinRunnerProgram(command, "1.0"));
            world.Pool = await LocalPool.StartAsync(
                Options(world.Client, driver, owners, world.owner, limits, world.Timeline),
                CancellationToken.None
            );
            return world;
        }

        public static ActionsServiceClient ClientOf(Uri url, string token) =>
            new(
                new ActionsServiceClientOptions
                {
                    ConfigUrl = ConfigUrl.Parse(url.ToString()),
                    Credential = new GitHubCredential.Pat(token),
                }
            );

        public static LocalPoolOptions Options(
            ActionsServiceClient client,
            ProcessDriver driver,
            OwnerLocks owners,
            OwnerLock owner,
            PoolLimits limits,
            ListTimeline timeline
        ) =>
            new()
            {
                Client = client,
                ScaleSet = new ScaleSetSpec { Name = "my-set" },
                Driver = driver,
                Owners = owners,
                Owner = owner,
                Limits = limits,
                Gate = new OpenGate(),
                Deadlines = new RunnerDeadlines
                {
                    CompletionLag = TimeSpan.FromSeconds(1),
                    RemovalRetry = TimeSpan.FromSeconds(1),
                    ForcedGrace = TimeSpan.FromMilliseconds(200),
                },
                Timeline = timeline,
            };

        public WorkflowRun Submit(string workflow)
        {
            var parsed = WorkflowParser.Parse("w.yml", workflow);
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

        public async ValueTask DisposeAsync()
        {
            await Pool.DisposeAsync();
            Client.Dispose();
            await service.DisposeAsync();
            owner.Dispose();
        }
    }
}
