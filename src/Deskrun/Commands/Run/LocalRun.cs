using Deskrun.ActionsService;
using Deskrun.ActionsService.Runs;
using Deskrun.Backends.Local;
using Deskrun.Backends.Local.Process;
using Deskrun.Commands.Installations.Journaling;
using Deskrun.Commands.Installations.Logging;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Installations.Homes;
using Deskrun.Pools.Owners;
using Deskrun.Pools.Scaling;

namespace Deskrun.Commands.Run;

/// <summary>
/// The parts of one run: an embedded Actions service, a client, a pool with its driver, and the folders; taken down in
/// the opposite order.
/// </summary>
internal sealed class LocalRun : IAsyncDisposable
{
    /// <summary>The scale set of a run. Each run has a service of its own, so the name need not differ.</summary>
    public const string ScaleSetName = "deskrun-run";

    private readonly ActionsServiceHost service;
    private readonly ActionsServiceClient client;
    private readonly ProcessDriver driver;
    private readonly LocalPool pool;
    private readonly OwnerLock owner;
    private readonly RunFolder folder;
    private readonly JournalFile journal;

    private LocalRun(
        ActionsServiceHost service,
        ActionsServiceClient client,
        ProcessDriver driver,
        LocalPool pool,
        OwnerLock owner,
        RunFolder folder,
        JournalFile journal
    ) =>
        (this.service, this.client, this.driver, this.pool, this.owner, this.folder, this.journal) = (
            service,
            client,
            driver,
            pool,
            owner,
            folder,
            journal
        );

    /// <summary>Where logs and work folders of this run are.</summary>
    public RunFolder Folder => folder;

    /// <summary>Why jobs wait although they should not; null when nothing blocks.</summary>
    public string? BlockingCause => pool.Status().BlockingCause;

    public static async Task<LocalRun> StartAsync(
        RunPlan plan,
        CliContext context,
        bool keep,
        CancellationToken cancellation
    )
    {
        var folder = RunFolder.Create(context, keep);
        var stack = new Stack<Func<ValueTask>>();
        stack.Push(() =>
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        });
        try
        {
            var owners = new OwnerLocks(context.Home);
            var owner = owners.Acquire(OwnerName.Create(OwnerKind.Run));
            stack.Push(() =>
            {
                owner.Dispose();
                return ValueTask.CompletedTask;
            });
            var service = await ActionsServiceHost.StartAsync(
                new ActionsServiceOptions
                {
                    DataFolder = folder.Logs,
                    // Both ends are ours on loopback: the key pair of the real service would only cost time.
                    RunnerCredential =
                        plan.Program.Kind == "builtin" ? RunnerCredential.AccessToken : RunnerCredential.OAuth,
                    TimeProvider = context.Time,
                },
                cancellation
            );
            stack.Push(service.DisposeAsync);
            var client = new ActionsServiceClient(
                new ActionsServiceClientOptions
                {
                    ConfigUrl = ConfigUrl.Parse($"{service.BaseUri}{plan.Request.Owner}/{plan.Request.Repository}"),
                    Credential = new GitHubCredential.Pat(service.Token),
                    Time = context.Time,
                }
            );
            stack.Push(() =>
            {
                client.Dispose();
                return ValueTask.CompletedTask;
            });
            var driver = new ProcessDriver(
                new ProcessDriverOptions
                {
                    Home = context.Home,
                    Program = plan.Program,
                    Workspace = RunWorkspace.Make(plan, folder, cancellation),
                    Time = context.Time,
                }
            );
            stack.Push(() =>
            {
                driver.Dispose();
                return ValueTask.CompletedTask;
            });
            var home = new DeskrunHome(context.Home);
            var journal = new JournalFile(home, context.Time);
            stack.Push(() =>
            {
                journal.Dispose();
                return ValueTask.CompletedTask;
            });
            var pool = await LocalPool.StartAsync(
                new LocalPoolOptions
                {
                    Client = client,
                    ScaleSet = new ScaleSetSpec { Name = ScaleSetName },
                    Driver = new LogKeepingDriver(driver, new KeptLogs(home)),
                    Owners = owners,
                    Owner = owner,
                    Limits = new PoolLimits(0, plan.Parallel),
                    Timeline = new Timelines(journal, new LostRunnerWatch(service)),
                    Time = context.Time,
                },
                cancellation
            );
            return new(service, client, driver, pool, owner, folder, journal);
        }
        catch
        {
            foreach (var undo in stack)
            {
                await undo();
            }

            throw;
        }
    }

    /// <summary>Starts the workflow.</summary>
    public WorkflowRun Submit(RunRequest request) => service.Submit(request);

    /// <summary>Ends the pool (busy runners by force once <paramref name="forced"/> is cancelled) and everything else.</summary>
    public Task DrainAsync(CancellationToken forced) => pool.StopAsync(forced);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await pool.DisposeAsync();
        driver.Dispose();
        client.Dispose();
        await service.DisposeAsync();
        owner.Dispose();
        folder.Dispose();
        journal.Dispose();
    }
}
