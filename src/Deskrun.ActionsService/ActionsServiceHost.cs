using System.Net;
using System.Security.Cryptography;
using Deskrun.ActionsService.Access;
using Deskrun.ActionsService.Dispatch;
using Deskrun.ActionsService.Faults;
using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.Logs;
using Deskrun.ActionsService.Rest;
using Deskrun.ActionsService.Results;
using Deskrun.ActionsService.Runners;
using Deskrun.ActionsService.Runs;
using Deskrun.ActionsService.ScaleSets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Deskrun.ActionsService;

/// <summary>A running local Actions service. When it is disposed, runs that have not ended end as cancelled.</summary>
public sealed class ActionsServiceHost : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly WebApplication app;
    private readonly Dispatcher dispatcher;
    private readonly LogFolder logs;
    private readonly RunnerKeys keys;
    private readonly FaultBox faults;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stopping;

    private ActionsServiceHost(
        WebApplication app,
        ServiceContext service,
        LogFolder logs,
        RunnerKeys keys,
        CancellationTokenSource stopping
    )
    {
        (this.app, dispatcher, this.logs, this.keys, faults) = (app, service.Dispatcher, logs, keys, service.Faults);
        (time, Token, Runs, this.stopping) = (service.Time, service.PersonalToken, service.Runs, stopping);
        var port = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        ).Port;
        BaseUri = new UriBuilder("http", HostName(service.Options.Address), port).Uri;
    }

    /// <summary>Where it listens, with a slash at its end. Put <c>owner/repo</c> behind it for a config URL.</summary>
    public Uri BaseUri { get; }

    /// <summary>What clients present as personal access token. A secret.</summary>
    public string Token { get; }

    /// <summary>The runs of this service.</summary>
    public RunStore Runs { get; }

    /// <summary>Starts a service.</summary>
    /// <exception cref="ArgumentException">
    /// It would be reachable by others and has no token, or a fault names a route that does not exist.
    /// </exception>
    /// <exception cref="IOException">The address cannot be listened on, or the data folder cannot be made.</exception>
    public static async Task<ActionsServiceHost> StartAsync(
        ActionsServiceOptions options,
        CancellationToken cancellation = default
    )
    {
        if (options.Token is null && !options.IsLoopback)
        {
            throw new ArgumentException(
                $"listening on {options.Address} lets other machines in: give the service a token of your own, or listen on loopback",
                nameof(options)
            );
        }

        var stopping = new CancellationTokenSource();
        var faults = new FaultBox(options.Faults);
        var logs = new LogFolder(options.DataFolder, options.Faults?.DiskFullAfterBytes);
        var keys = new RunnerKeys();
        var dispatcher = new Dispatcher(options, faults, stopping.Token);
        var service = new ServiceContext(
            options,
            options.Token ?? "ghp_" + RandomNumberGenerator.GetHexString(36, lowercase: true),
            new TokenIssuer(options.TimeProvider),
            dispatcher,
            new RunStore(Math.Max(options.RunIdsAfter, logs.LastRunId())),
            faults
        );
        ActionsServiceHost? host = null;
        var app = Build(options);
        var routes = Map(app, service, keys, stopping.Token, request => host!.Submit(request));
        try
        {
            Check(faults.Current, routes);
            await app.StartAsync(cancellation);
        }
        catch (ArgumentException)
        {
            await app.DisposeAsync();
            logs.Dispose();
            throw;
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            logs.Dispose();
            throw new IOException(
                $"cannot listen on {options.Address}:{options.Port}: {e.Message} Choose another port, or 0 for a free one.",
                e
            );
        }

        return host = new ActionsServiceHost(app, service, logs, keys, stopping) { RouteNames = routes };
    }

    /// <summary>Starts a run. Its jobs are queued until scale sets with their labels take them.</summary>
    public WorkflowRun Submit(RunRequest request)
    {
        var run = new WorkflowRun(request, BaseUri, Runs, dispatcher, logs, time);
        Runs.Add(run);
        run.Start();
        return run;
    }

    /// <summary>
    /// Fails the job of a runner that its owner knows to be gone. Without this the job fails when its lock lapses, as on
    /// the real service, which has nobody to tell it. Does nothing when the runner has no job.
    /// </summary>
    public void ReportLostRunner(string runnerName, string reason) => dispatcher.LoseRunner(runnerName, reason);

    /// <summary>Replaces what goes wrong on purpose; a full disk can only be asked for at the start.</summary>
    /// <exception cref="ArgumentException">A fault names a route that does not exist.</exception>
    public void SetFaults(ServiceFaults value)
    {
        Check(value, RouteNames);
        faults.Set(value);
    }

    internal IReadOnlyCollection<string> RouteNames { get; private init; } = [];

    /// <summary>Stops listening, ends all polls and removes temporary logs.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        using var hurry = new CancellationTokenSource(StopTimeout, TimeProvider.System);
        await app.StopAsync(hurry.Token);
        await app.DisposeAsync();
        dispatcher.Dispose();
        foreach (var run in Runs.All)
        {
            run.Abandon();
        }

        keys.Dispose();
        logs.Dispose();
        stopping.Dispose();
    }

    private static WebApplication Build(ActionsServiceOptions options)
    {
        // The empty builder reads no files, no variables and no arguments: nothing but the options decides.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 8 * 1024 * 1024;
            kestrel.Listen(options.Address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        return builder.Build();
    }

    private static void Check(ServiceFaults faults, IReadOnlyCollection<string> routes)
    {
        if (faults.Responses.FirstOrDefault(r => !routes.Contains(r.Route)) is { } unknown)
        {
            throw new ArgumentException(
                $"a fault names the route \"{unknown.Route}\", which does not exist; routes are {string.Join(", ", routes)}"
            );
        }
    }

    private static IReadOnlyCollection<string> Map(
        WebApplication app,
        ServiceContext service,
        RunnerKeys keys,
        CancellationToken stopping,
        Func<RunRequest, WorkflowRun> submit
    )
    {
        app.Use(
            (context, next) =>
            {
                // The service URL of a registration has a path, as on GHES; behind it are the same routes.
                if (context.Request.Path.StartsWithSegments("/" + GitHubRoutes.ServicePath.TrimEnd('/'), out var rest))
                {
                    context.Request.Path = rest;
                }

                context.Response.Headers["X-GitHub-Request-Id"] = context.TraceIdentifier;
                context.Response.Headers["ActivityId"] = Guid.NewGuid().ToString();
                return next(context);
            }
        );
        app.UseWebSockets();
        app.UseRouting();
        var routes = new ServiceRoutes(app, service.Faults);
        new GitHubRoutes(service).Map(routes);
        new ScaleSetRoutes(service).Map(routes);
        new SessionRoutes(service).Map(routes);
        new MessageRoutes(service).Map(routes);
        new RegistrationRoutes(service, keys).Map(routes);
        new RunnerTokenRoutes(service, keys).Map(routes);
        new BrokerRoutes(service).Map(routes);
        new RunServiceRoutes(service).Map(routes);
        new ResultsRoutes(service).Map(routes);
        new BlobRoutes(service).Map(routes);
        new FeedRoutes(service, stopping).Map(routes);
        new RunRoutes(service, submit).Map(routes);
        return routes.Names;
    }

    private static string HostName(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? Dns.GetHostName() : address.ToString();
}
