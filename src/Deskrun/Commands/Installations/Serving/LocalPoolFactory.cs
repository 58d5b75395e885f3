using Deskrun.Backends.Local;
using Deskrun.Backends.Local.Process;
using Deskrun.Commands.Installations.Adding;
using Deskrun.Commands.Installations.Logging;
using Deskrun.Commands.Installations.Removing;
using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Wire;
using Deskrun.Installations;
using Deskrun.Installations.Planning;
using Deskrun.Pools.Owners;
using Deskrun.Pools.Scaling;
using Deskrun.Pools.Timeline;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>Serves scale sets with processes of this machine.</summary>
internal sealed class LocalPoolFactory : IPoolFactory
{
    private readonly CliContext context;
    private readonly InstallationHome home;
    private readonly RunnerPrograms programs;
    private readonly ITimeline timeline;
    private readonly OwnerLocks owners;
    private readonly OwnerLock owner;

    // One for all: each would read the certificate authorities of SSL_CERT_FILE for itself, a whole system's list often.
    private readonly Lazy<SocketsHttpHandler> connections = new(() =>
        HttpHandlerFactory.Create(GitHubHttpOptions.FromEnvironment())
    );

    public LocalPoolFactory(CliContext context, InstallationHome home, RunnerPrograms programs, ITimeline timeline)
    {
        this.context = context;
        this.home = home;
        this.programs = programs;
        this.timeline = timeline;
        owners = new OwnerLocks(home.Folder.Path);
        owner = owners.Acquire(OwnerName.Create(OwnerKind.Up));
    }

    /// <inheritdoc />
    public string Runner => programs.Describe();

    /// <inheritdoc />
    public async Task<IScaleSetPool> StartAsync(
        Installation installation,
        PlannedScaleSet plan,
        CancellationToken cancellation
    )
    {
        if (
            TrustRules.Problems(installation, programs.UrlOf(installation), context.IsRoot).ToList() is
            { Count: > 0 } refused
        )
        {
            throw new CliException(ExitCodes.Usage, string.Join("; ", refused));
        }

        var program = await programs.ForAsync(installation, cancellation);
        var user = installation.RunAs is { } name ? await RunAsUser.FindAsync(name, context.Time, cancellation) : null;
        var secret = home.Resolver.Resolve(installation.Name, installation.Credential);
        var driver = new ProcessDriver(
            new ProcessDriverOptions
            {
                Home = home.Folder.Path,
                Program = program,
                RunAs = user,
                Time = context.Time,
            }
        );
        ActionsServiceClient? client = null;
        try
        {
            var present = new PresentCredential(home, installation);
            client = new ServiceAccess(context).Open(
                installation,
                secret,
                new RetryOptions(),
                present.Read,
                connections.Value
            );
            var options = new LocalPoolOptions
            {
                Client = client,
                ScaleSet = new ScaleSetSpec
                {
                    Name = plan.Name,
                    RunnerGroup = installation.RunnerGroup,
                    Labels = installation.Labels,
                },
                Driver = new LogKeepingDriver(driver, new KeptLogs(home.Folder)),
                Owners = owners,
                Owner = owner,
                Limits = new PoolLimits(plan.MinRunners, plan.MaxRunners),
                RunnerEnvironment = installation.Environment,
                SessionRetry = SessionRetry.Of(context),
                SessionMemory = new SessionFile(home.Folder, plan.Name, installation.Repository),
                Gate = new DiskRoomGate(home.Folder.Path),
                // What is wrong at the service is shown by status, and may be mended while we wait.
                KeepTrying = true,
                Timeline = timeline,
                Time = context.Time,
            };
            return new LocalScaleSetPool(await LocalPool.StartAsync(options, cancellation), client, driver);
        }
        catch
        {
            client?.Dispose();
            driver.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task RetireAsync(Installation before, Installation after)
    {
        if (await new ScaleSetRetirement(context, home).RunAsync(before, after, CancellationToken.None) is { } warning)
        {
            context.Terminal.Error.WriteLine($"warning: {warning}");
            return;
        }

        var leaving = new LeavingScaleSets(context, home);
        await leaving.ClearAsync(leaving.Find(), before.Name, CancellationToken.None);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        if (connections.IsValueCreated)
        {
            connections.Value.Dispose();
        }

        owner.Dispose();
        return ValueTask.CompletedTask;
    }
}
