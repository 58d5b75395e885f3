using Deskrun.ActionsService;
using Deskrun.ActionsService.Runs;
using Deskrun.Backends.Local;
using Deskrun.Backends.Local.Process;
using Deskrun.Commands.Installations.Journaling;
using Deskrun.Commands.Installations.Logging;
using Deskrun.Commands.Installations.Serving;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Wire;
using Deskrun.Installations.Homes;
using Deskrun.Pools.Owners;
using Deskrun.Pools.Scaling;
using Deskrun.Pools.Timeline;

namespace Deskrun.Commands.Run;

/// <summary>
/// The parts of one run: an embedded Actions service, a client, a pool with its driver, and the folders; taken down in
/// the opposite order.
/// </summary>
internal sealed class LocalRun : IAsyncDisposable
{
    /// <summary>The scale set of a run. Each run has a service of its own, so the name need not differ.</summary>
    public const string ScaleSetName = "deskrun-run";

    private readonly Stack<Func<ValueTask>> undo = [];
    private ActionsServiceHost service = null!;
    private LocalPool pool = null!;

    private LocalRun() { }

    /// <summary>Where logs and work folders of this run are.</summary>
    public RunFolder Folder { get; private set; } = null!;

    public static async Task<LocalRun> StartAsync(
        RunPlan plan,
        CliContext context,
        bool keep,
        ITimeline troubles,
        CancellationToken cancellation
    )
    {
        var run = new LocalRun();
        try
        {
            await run.BuildAsync(plan, context, keep, troubles, cancellation);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the workflow.</summary>
    public WorkflowRun Submit(RunRequest request) => service.Submit(request);

    /// <summary>Ends the pool; busy runners by force once <paramref name="forced"/> is cancelled.</summary>
    public Task DrainAsync(CancellationToken forced) => pool.StopAsync(forced);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        while (undo.TryPop(out var step))
        {
            await step();
        }
    }

    private async Task BuildAsync(
        RunPlan plan,
        CliContext context,
        bool keep,
        ITimeline troubles,
        CancellationToken cancellation
    )
    {
        var (owners, owner) = TakeHome(context);
        Own(owner);
        if (new DiskRoomGate(context.Home).Room(0, 1) is { Runners: 0, Reason: var full })
        {
            throw new CliException(
                ExitCodes.Environment,
                $"nothing was started: {full}; make room, or put the home on another disk with DESKRUN_HOME"
            );
        }

        Folder = Own(RunFolder.Create(context.Home, owners, owner, keep));
        service = await ActionsServiceHost.StartAsync(ServiceOptions(plan, context), cancellation);
        undo.Push(service.DisposeAsync);
        var home = new DeskrunHome(context.Home);
        var journal = Own(new JournalFile(home, context.Time));
        var driver = Own(
            new ProcessDriver(
                new ProcessDriverOptions
                {
                    Home = context.Home,
                    Program = plan.Program,
                    Workspace = Workspace(plan, cancellation),
                    Time = context.Time,
                }
            )
        );
        pool = await LocalPool.StartAsync(
            new LocalPoolOptions
            {
                Client = Own(Client(plan, context)),
                ScaleSet = new ScaleSetSpec { Name = ScaleSetName },
                Driver = new LogKeepingDriver(driver, new KeptLogs(home)),
                Owners = owners,
                Owner = owner,
                Limits = new PoolLimits(0, plan.Parallel),
                // Asked once, above: a run must not wait for room that nobody is going to make.
                Gate = new OpenGate(),
                Timeline = new Timelines(journal, new LostRunnerWatch(service), troubles),
                Time = context.Time,
            },
            cancellation
        );
        undo.Push(pool.DisposeAsync);
    }

    private RunWorkspace Workspace(RunPlan plan, CancellationToken cancellation)
    {
        try
        {
            return RunWorkspace.Make(plan, Folder, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCodes.Environment,
                $"nothing was started: the files of {plan.Workspace?.Source} could not be copied: {exception.Message}",
                exception
            );
        }
    }

    private ActionsServiceOptions ServiceOptions(RunPlan plan, CliContext context) =>
        new()
        {
            DataFolder = Folder.Logs,
            // The journal remembers the runs of all services of this home: no two may share a number.
            RunIdsAfter = context.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            // Both ends are ours on loopback: the key pair of the real service would only cost time.
            RunnerCredential = plan.Program.Kind == "builtin" ? RunnerCredential.AccessToken : RunnerCredential.OAuth,
            TimeProvider = context.Time,
        };

    private ActionsServiceClient Client(RunPlan plan, CliContext context) =>
        new(
            new ActionsServiceClientOptions
            {
                ConfigUrl = ConfigUrl.Parse($"{service.BaseUri}{plan.Request.Owner}/{plan.Request.Repository}"),
                Credential = new GitHubCredential.Pat(service.Token),
                // Nothing leaves this machine: the caller's proxy and certificate authorities do not matter.
                Http = new GitHubHttpOptions(),
                Time = context.Time,
            }
        );

    private static (OwnerLocks Owners, OwnerLock Owner) TakeHome(CliContext context)
    {
        try
        {
            PrivateFiles.EnsureFolder(context.Home);
            var owners = new OwnerLocks(context.Home);
            return (owners, owners.Acquire(OwnerName.Create(OwnerKind.Run)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCodes.Environment,
                $"cannot use {context.Home}: {exception.Message}; DESKRUN_HOME chooses another place",
                exception
            );
        }
    }

    private T Own<T>(T made)
        where T : IDisposable
    {
        undo.Push(() =>
        {
            made.Dispose();
            return ValueTask.CompletedTask;
        });
        return made;
    }
}
