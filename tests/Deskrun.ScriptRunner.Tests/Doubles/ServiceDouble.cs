using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Deskrun.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Deskrun.ScriptRunner.Tests.Doubles;

/// <summary>An Actions service as the protocol reference describes it, on a port of its own, that keeps all it is sent.</summary>
internal sealed class ServiceDouble : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<JsonObject> messages = Channel.CreateUnbounded<JsonObject>();
    private readonly Channel<(string Request, string Body)> arrivals = Channel.CreateUnbounded<(string, string)>();
    private readonly ConcurrentDictionary<string, MemoryStream> blobs = new();
    private JsonObject? job;
    private int messageIds;

    private ServiceDouble(WebApplication app) => this.app = app;

    public Uri Url { get; private set; } = new("http://127.0.0.1/");

    /// <summary>All requests as "METHOD path", in their order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>All that arrived, for looking through it.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    public ConcurrentQueue<JsonNode> Completions { get; } = new();

    public ConcurrentQueue<JsonNode> StepUpdates { get; } = new();

    public ConcurrentQueue<JsonNode> Feed { get; } = new();

    public ConcurrentQueue<(string Path, string? BlobType, bool Sealed, long Size)> Puts { get; } = new();

    public ConcurrentQueue<JsonNode> Metadata { get; } = new();

    /// <summary>Answers a request in place of the double; null leaves it to the double.</summary>
    public Func<string, IResult?> Instead { get; set; } = _ => null;

    public string UserAgent { get; private set; } = "";

    public static async Task<ServiceDouble> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var service = new ServiceDouble(app);
        app.UseWebSockets();
        app.Use(service.RecordAsync);
        service.Map();
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        service.Url = new Uri(addresses.Addresses.Single() + "/");
        return service;
    }

    /// <summary>Offers a job.</summary>
    public void Offer(JsonObject message)
    {
        job = message;
        Send(
            "RunnerJobRequest",
            new JsonObject
            {
                ["id"] = "message-1",
                ["runner_request_id"] = "request-1",
                ["run_service_url"] = new Uri(Url, "run/").ToString(),
                ["billing_owner_id"] = "owner-1",
                ["should_acknowledge"] = true,
            }
        );
    }

    public void Send(string type, JsonObject body) =>
        messages.Writer.TryWrite(
            new JsonObject
            {
                ["messageId"] = Interlocked.Increment(ref messageIds),
                ["messageType"] = type,
                ["body"] = body.ToJsonString(),
            }
        );

    /// <summary>Waits until a request has arrived whose "METHOD path" and body fit.</summary>
    public async Task ArrivalAsync(Func<string, string, bool> fits)
    {
        using var deadline = new CancellationTokenSource(TestLimits.Wait);
        await foreach (var (request, body) in arrivals.Reader.ReadAllAsync(deadline.Token))
        {
            if (fits(request, body))
            {
                return;
            }
        }
    }

    /// <summary>The text of a log, without the byte order mark.</summary>
    public string Log(string key) =>
        blobs.TryGetValue(key, out var blob) ? Encoding.UTF8.GetString(blob.ToArray()).TrimStart('\uFEFF') : "";

    /// <summary>The job's log.</summary>
    public string JobLog => Log("log-job");

    /// <summary>The log of a step of the job message, by its place from 0.</summary>
    public string StepLog(int step) => Log($"log-{JobBuilder.StepId(step)}");

    public string Summary(int step) => Log($"summary-{JobBuilder.StepId(step)}");

    /// <summary>The service is gone: connections break, new ones are refused.</summary>
    public async Task GoAwayAsync()
    {
        try
        {
            await app.StopAsync(new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            // Without waiting for anybody, as ordered.
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await app.StopAsync(deadline.Token);
        await app.DisposeAsync();
    }

    private async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        var request = $"{context.Request.Method} {context.Request.Path}";
        UserAgent = context.Request.Headers.UserAgent.ToString();
        Requests.Enqueue(request);
        context.Request.EnableBuffering();
        using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
        var body = await reader.ReadToEndAsync();
        context.Request.Body.Position = 0;
        Bodies.Enqueue(body);
        if (Instead(request) is { } other)
        {
            await other.ExecuteAsync(context);
        }
        else
        {
            await next(context);
        }

        arrivals.Writer.TryWrite((request, body));
    }

    private void Map()
    {
        app.MapPost(
            "/token",
            () =>
                Json(
                    new
                    {
                        access_token = "exchanged",
                        token_type = "bearer",
                        expires_in = 3600,
                    }
                )
        );
        app.MapPost("/session", () => Json(new { sessionId = Guid.NewGuid() }));
        app.MapDelete("/session", () => Results.Ok());
        app.MapGet("/message", NextMessageAsync);
        app.MapPost("/acknowledge", () => Json(new { }));
        app.MapPost("/run/acquirejob", () => Results.Text(job!.ToJsonString(), "application/json"));
        app.MapPost("/run/renewjob", () => Json(new { lockedUntil = DateTimeOffset.MaxValue }));
        app.MapPost("/run/completejob", async (HttpContext c) => Completions.Enqueue(await BodyAsync(c)));
        app.MapPost(
            "/results/twirp/github.actions.results.api.v1.WorkflowStepUpdateService/WorkflowStepsUpdate",
            async (HttpContext c) =>
            {
                StepUpdates.Enqueue(await BodyAsync(c));
                return Json(new { ok = true });
            }
        );
        app.MapPost("/results/twirp/results.services.receiver.Receiver/{method}", ReceiverAsync);
        app.MapPut("/blob/{key}", PutAsync);
        app.Map("/feed", FeedAsync);
    }

    private async Task<IResult> NextMessageAsync(CancellationToken cancel)
    {
        using var hold = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        hold.CancelAfter(TimeSpan.FromMilliseconds(300));
        try
        {
            var message = await messages.Reader.ReadAsync(hold.Token);
            return Results.Text(message.ToJsonString(), "application/json");
        }
        catch (OperationCanceledException)
        {
            return Results.StatusCode((int)HttpStatusCode.Accepted);
        }
    }

    private async Task<IResult> ReceiverAsync(HttpContext context, string method)
    {
        var body = await BodyAsync(context);
        if (method.StartsWith("Create", StringComparison.Ordinal))
        {
            body["method"] = method;
            Metadata.Enqueue(body);
            return Json(new { ok = true });
        }

        var summary = method == "GetStepSummarySignedBlobURL";
        var url = new Uri(
            Url,
            $"blob/{(summary ? "summary" : "log")}-{body["step_backend_id"] ?? "job"}?sig=x"
        ).ToString();
        return Results.Text(
            new JsonObject
            {
                [summary ? "summary_url" : "logs_url"] = url,
                ["blob_storage_type"] = "BLOB_STORAGE_TYPE_AZURE",
                ["soft_size_limit"] = "1048576",
            }.ToJsonString(),
            "application/json"
        );
    }

    private async Task<IResult> PutAsync(HttpContext context, string key)
    {
        var blob = blobs.GetOrAdd(key, _ => new MemoryStream());
        var before = blob.Length;
        await context.Request.Body.CopyToAsync(blob);
        var query = context.Request.Query;
        Puts.Enqueue((key, context.Request.Headers["x-ms-blob-type"], query.ContainsKey("seal"), blob.Length - before));
        return Results.StatusCode(201);
    }

    private async Task FeedAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[64 * 1024];
        var text = new MemoryStream();
        while (true)
        {
            WebSocketReceiveResult part;
            try
            {
                part = await socket.ReceiveAsync(buffer, context.RequestAborted);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                return;
            }

            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
                return;
            }

            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                var message = Encoding.UTF8.GetString(text.ToArray());
                text.SetLength(0);
                Bodies.Enqueue(message);
                Feed.Enqueue(JsonNode.Parse(message)!);
                arrivals.Writer.TryWrite(("FEED", message));
            }
        }
    }

    private static async Task<JsonNode> BodyAsync(HttpContext context) =>
        (await JsonNode.ParseAsync(context.Request.Body))!;

    private static IResult Json(object value) => Results.Json(value);
}
