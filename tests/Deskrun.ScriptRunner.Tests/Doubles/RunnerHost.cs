using System.Collections.Concurrent;
using Deskrun.Testing;

namespace Deskrun.ScriptRunner.Tests.Doubles;

/// <summary>A service double and a runner that works for it in a folder of its own, inside of this process.</summary>
internal sealed class RunnerHost : IAsyncDisposable
{
    private readonly CancellationTokenSource graceful = new();
    private readonly CancellationTokenSource forced = new();

    private RunnerHost(ServiceDouble service) => Service = service;

    public ServiceDouble Service { get; }

    public TempFolder Folder { get; } = new();

    public ConcurrentQueue<string> Lines { get; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public RunnerTimings Timings { get; set; } =
        new()
        {
            Interrupt = TimeSpan.FromMilliseconds(400),
            Terminate = TimeSpan.FromMilliseconds(300),
            RequestRetry = TimeSpan.FromMilliseconds(10),
            PollRetry = TimeSpan.FromMilliseconds(10),
            SessionRetry = TimeSpan.FromMilliseconds(20),
            FeedFirst = TimeSpan.Zero,
            FeedBatch = TimeSpan.FromMilliseconds(20),
            StepReports = TimeSpan.FromMilliseconds(20),
        };

    public Dictionary<string, string> Variables { get; } =
        new()
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["HOME"] = Path.GetTempPath(),
        };

    public Func<string, Stream>? CreateLogFile { get; set; }

    public string Workspace => Folder.File("_work", "demo", "demo");

    public static async Task<RunnerHost> StartAsync()
    {
        var host = new RunnerHost(await ServiceDouble.StartAsync());
        host.Variables[ScriptRunnerEnvironment.JitConfigVariable] = JitConfigs.WithToken(host.Service.Url);
        return host;
    }

    /// <summary>Runs a job to its end.</summary>
    public static async Task<RunnerHost> RunAsync(JobBuilder job, Action<RunnerHost>? prepare = null)
    {
        var host = await StartAsync();
        prepare?.Invoke(host);
        host.Service.Offer(job.Build(host.Service));
        Assert.Equal(0, await host.RunAsync());
        return host;
    }

    /// <summary>Runs the runner until it ends.</summary>
    public async Task<int> RunAsync()
    {
        var environment = new ScriptRunnerEnvironment
        {
            Variables = Variables,
            RootFolder = Folder.Path,
            WriteLine = Lines.Enqueue,
            Time = Time,
            Timings = Timings,
        };
        if (CreateLogFile is not null)
        {
            environment = environment with { CreateLogFile = CreateLogFile };
        }

        return await Task.Run(() => ScriptRunnerProgram.RunAsync(environment, graceful.Token, forced.Token))
            .WaitAsync(TestLimits.Wait);
    }

    public void StopGracefully() => graceful.Cancel();

    public void StopByForce() => forced.Cancel();

    /// <summary>The one completejob.</summary>
    public System.Text.Json.Nodes.JsonNode Completion => Assert.Single(Service.Completions);

    public string Conclusion => Completion["conclusion"]!.GetValue<string>();

    /// <summary>Conclusions of the steps of the job message, without the runner's own.</summary>
    public IEnumerable<string> StepConclusions =>
        Completion["stepResults"]!
            .AsArray()
            .Where(s => s!["type"]!.GetValue<string>() != "runner")
            .Select(s => s!["conclusion"]!.GetValue<string>());

    /// <summary>All annotations as "level: message".</summary>
    public IEnumerable<string> Annotations =>
        Completion["stepResults"]!
            .AsArray()
            .SelectMany(s => s!["annotations"]!.AsArray())
            .Select(a => $"{a!["level"]}: {a["message"]}");

    public async ValueTask DisposeAsync()
    {
        await forced.CancelAsync();
        await Service.DisposeAsync();
        Folder.Dispose();
        graceful.Dispose();
        forced.Dispose();
    }
}
