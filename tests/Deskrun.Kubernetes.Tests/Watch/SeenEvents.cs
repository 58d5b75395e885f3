using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Tests.Doubles;
using Deskrun.Kubernetes.Watch;

namespace Deskrun.Kubernetes.Tests.Watch;

/// <summary>Reads a watch in the background and keeps what it told, one line per event.</summary>
internal sealed class SeenEvents : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private readonly List<(string Line, TaskCompletionSource Done)> waiting = [];
    private readonly Task reading;

    public SeenEvents(KubeWatch watch) => reading = ReadAsync(watch);

    /// <summary>Waits for a line and returns all of them up to now.</summary>
    public async Task<IReadOnlyList<string>> UntilAsync(string line)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add((line, done));
            Check();
        }

        try
        {
            await (await Task.WhenAny(done.Task, reading).Soon());
        }
        catch (TimeoutException)
        {
            lock (gate)
            {
                Assert.Fail($"never seen: {line}; seen: {string.Join(" | ", lines)}");
            }
        }

        lock (gate)
        {
            return [.. lines];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await reading.Soon();
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        stop.Dispose();
    }

    private async Task ReadAsync(KubeWatch watch)
    {
        await foreach (var seen in watch.ReadAsync(stop.Token))
        {
            var item = seen.Object is { } found ? $" {found.Name()} {found.Text("data", "value")}" : "";
            lock (gate)
            {
                lines.Add($"{seen.Type}{item}{(seen.Inferred ? " (inferred)" : "")}");
                Check();
            }
        }
    }

    private void Check()
    {
        foreach (var (_, done) in waiting.Where(one => lines.Contains(one.Line)))
        {
            done.TrySetResult();
        }
    }
}
