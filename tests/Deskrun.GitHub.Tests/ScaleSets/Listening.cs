using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.Tests.ScaleSets;

/// <summary>A listener that runs against a service, until the end of the test.</summary>
public sealed class Listening : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private ActionsServiceClient _client = null!;
    private Task _run = Task.CompletedTask;

    public required FakeService Service { get; init; }

    public QuickTime Time { get; } = new();

    public RecordingHandler Handler { get; } = new();

    public RecordingMetrics Metrics { get; } = new();

    public ScaleSetListener Listener { get; private set; } = null!;

    public int ScaleSet { get; private set; }

    /// <summary>Prepares a service with one scale set and a listener that isn't started.</summary>
    public static async Task<Listening> PrepareAsync()
    {
        var time = new QuickTime();
        var service = await FakeService.StartAsync(time);
        var listening = new Listening(time) { Service = service };
        listening.ScaleSet = service.Healthy.AddScaleSet("a");
        return listening;
    }

    private Listening(QuickTime time) => Time = time;

    /// <summary>Prepares and starts, and waits until the first statistics have arrived.</summary>
    public static async Task<Listening> StartAsync()
    {
        var listening = await PrepareAsync();
        listening.Start();
        await listening.Handler.ExpectAsync("now 0");
        return listening;
    }

    public void Start(Func<ScaleSetListenerOptions, ScaleSetListenerOptions>? change = null)
    {
        _client = Service.Client(Time);
        var options = new ScaleSetListenerOptions
        {
            Client = _client,
            ScaleSetId = ScaleSet,
            Handler = Handler,
            OwnerName = "me",
            Metrics = Metrics,
            Backoff = new RetryOptions { Jitter = () => 1 },
        };
        Listener = new ScaleSetListener(change is null ? options : change(options));
        _run = Listener.RunAsync(_stop.Token, _kill.Token);
    }

    public void Send(long id, int assigned, params string[] items) =>
        Service.Queue.Add(id, $"[{string.Join(',', items)}]", Counts(assigned));

    public static string Counts(int assigned, int available = 0) =>
        $$"""{"totalAvailableJobs":{{available}},"totalAssignedJobs":{{assigned}}}""";

    public static string Item(string type, string job, long request = 0, string extra = "") =>
        $$"""{"messageType":"{{type}}","jobId":"{{job}}","runnerRequestId":{{request}}{{extra}}}""";

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run.WaitAsync(Wish.Patience);
    }

    public void BeginStop() => _stop.Cancel();

    public void Kill() => _kill.Cancel();

    public Task Ended => _run.WaitAsync(Wish.Patience);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _kill.CancelAsync();
        Service.Queue.Close();
        await _run.WaitAsync(Wish.Patience);
        _client?.Dispose();
        await Service.DisposeAsync();
        _stop.Dispose();
        _kill.Dispose();
    }
}
