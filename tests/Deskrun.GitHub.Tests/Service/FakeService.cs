using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Deskrun.GitHub.Tests.Service;

/// <summary>
/// A real HTTP server that speaks the wire facts, written without any type of the client. Each route answers what a
/// test scripted for it, else what a healthy service would.
/// </summary>
public sealed class FakeService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Answer>> _scripts = new();
    private readonly ConcurrentDictionary<string, Func<Seen, Answer?>> _rules = new();
    private readonly WebApplication _app;
    private readonly HealthyAnswers _healthy;

    private FakeService(WebApplication app, TimeProvider time)
    {
        _app = app;
        _healthy = new HealthyAnswers(this, time);
    }

    public string Scheme { get; private init; } = "http";

    public int Port { get; private set; }

    public string Root => $"{Scheme}://127.0.0.1:{Port}";

    /// <summary>The queue's URL, with whatever a test wants behind it.</summary>
    public string QueueQuery { get; set; } = "";

    /// <summary>How the service names itself in its answers; a test behind a proxy changes it.</summary>
    public string? PublicRoot { get; set; }

    public ConcurrentQueue<Seen> Requests { get; } = new();

    public MessageQueue Queue { get; } = new();

    public HealthyAnswers Healthy => _healthy;

    public static async Task<FakeService> StartAsync(TimeProvider? time = null, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                System.Net.IPAddress.Loopback,
                0,
                listen =>
                {
                    if (certificate is not null)
                    {
                        listen.UseHttps(certificate);
                    }
                }
            )
        );
        var app = builder.Build();
        var service = new FakeService(app, time ?? TimeProvider.System)
        {
            Scheme = certificate is null ? "http" : "https",
        };
        app.Run(service.ServeAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        service.Port = new Uri(address.First()).Port;
        return service;
    }

    /// <summary>The next answers of a route, in order; then it is healthy again.</summary>
    public void Next(string route, params Answer[] answers)
    {
        foreach (var answer in answers)
        {
            _scripts.GetOrAdd(route, _ => new()).Enqueue(answer);
        }
    }

    /// <summary>A rule for a route; null leaves a request to the healthy answers.</summary>
    public void Always(string route, Func<Seen, Answer?> rule) => _rules[route] = rule;

    public IReadOnlyList<Seen> Of(string route) => [.. Requests.Where(seen => seen.Route == route)];

    public IReadOnlyList<string> RouteNames => [.. Requests.Select(seen => seen.Route)];

    public async ValueTask DisposeAsync()
    {
        Queue.Close();
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var seen = await ReadAsync(context.Request);
        Requests.Enqueue(seen);
        var answer = Scripted(seen) ?? await _healthy.AnswerAsync(seen, context.RequestAborted);
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.StatusCode = answer.Status;
        var bytes = answer.Bytes;
        if (bytes.Length > 0)
        {
            context.Response.ContentType = answer.ContentType;
            await context.Response.Body.WriteAsync(bytes);
        }
    }

    private Answer? Scripted(Seen seen) =>
        _scripts.TryGetValue(seen.Route, out var script) && script.TryDequeue(out var answer) ? answer
        : _rules.TryGetValue(seen.Route, out var rule) ? rule(seen)
        : null;

    private static async Task<Seen> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var path = request.Path.Value ?? "";
        return new Seen(Routes.Of(request.Method, path), request.Method, path, request.QueryString.Value ?? "", body)
        {
            Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
        };
    }
}
