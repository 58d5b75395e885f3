using System.Collections.Concurrent;
using System.Threading.Channels;
using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;

namespace Deskrun.GitHub.Tests.ScaleSets;

/// <summary>An owner of a scale set that writes down what it is told, one line per call.</summary>
public sealed class RecordingHandler : IScaleSetHandler
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public int MaxCapacity { get; set; } = 5;

    /// <summary>Runs before a call returns; a test makes it fail or wait.</summary>
    public Func<string, CancellationToken, Task>? Meanwhile { get; set; }

    public ConcurrentQueue<string> All { get; } = new();

    public int FreeCapacity(ScaleSetStatistics statistics) => Math.Max(0, MaxCapacity - statistics.TotalAssignedJobs);

    public ValueTask JobAssignedAsync(JobAssigned job, CancellationToken cancellation) =>
        TellAsync($"assigned {job.JobId}", cancellation);

    public ValueTask JobStartedAsync(JobStarted job, CancellationToken cancellation) =>
        TellAsync($"started {job.JobId} on {job.RunnerName}", cancellation);

    public ValueTask JobCompletedAsync(JobCompleted job, CancellationToken cancellation) =>
        TellAsync($"completed {job.JobId} {job.Result}", cancellation);

    public ValueTask StatisticsAsync(
        ScaleSetStatistics statistics,
        bool fromEmptyPoll,
        CancellationToken cancellation
    ) => TellAsync($"{(fromEmptyPoll ? "still" : "now")} {statistics.TotalAssignedJobs}", cancellation);

    /// <summary>The numbers of the scale sets that were made again.</summary>
    public ConcurrentQueue<int> Remade { get; } = new();

    public ValueTask ScaleSetRemadeAsync(int scaleSetId, CancellationToken cancellation)
    {
        Remade.Enqueue(scaleSetId);
        return ValueTask.CompletedTask;
    }

    /// <summary>The next line; a test that waits in vain fails.</summary>
    public async Task<string> NextAsync() => await _lines.Reader.ReadAsync(Wish.Deadline);

    public async Task ExpectAsync(params string[] lines)
    {
        foreach (var line in lines)
        {
            Assert.Equal(line, await NextAsync());
        }
    }

    /// <summary>Skips lines until this one comes.</summary>
    public async Task UntilAsync(string line)
    {
        while (await NextAsync() != line) { }
    }

    private async ValueTask TellAsync(string line, CancellationToken cancellation)
    {
        All.Enqueue(line);
        await _lines.Writer.WriteAsync(line, CancellationToken.None);
        if (Meanwhile is { } meanwhile)
        {
            await meanwhile(line, cancellation);
        }
    }
}
