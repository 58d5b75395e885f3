using System.Diagnostics.Metrics;
using Deskrun.Pools.Lifecycle;

namespace Deskrun.Pools.Metrics;

/// <summary>
/// Every instrument of the pools, in one place. Labels are bounded: the scale set, the driver, and sets of words that
/// stand in this code; never a runner, a job or a run. Described in <c>docs/metrics.md</c>.
/// </summary>
public sealed class PoolMetrics : IDisposable
{
    /// <summary>The meter's name, for exporters.</summary>
    public const string MeterName = "Deskrun.Pools";

    private readonly Meter meter = new(MeterName);
    private readonly Gauge<int> desired;
    private readonly Gauge<int> assigned;
    private readonly Gauge<int> runners;
    private readonly Counter<long> started;
    private readonly Counter<long> ended;
    private readonly Counter<long> completed;
    private readonly Histogram<double> start;
    private readonly Histogram<double> jobStart;

    /// <summary>Makes the instruments; they cost next to nothing while nobody listens.</summary>
    public PoolMetrics()
    {
        desired = meter.CreateGauge<int>("deskrun.pool.desired", "{runner}", "Runners that the pool should have");
        assigned = meter.CreateGauge<int>("deskrun.pool.assigned_jobs", "{job}", "Jobs that wait for a runner or run");
        runners = meter.CreateGauge<int>("deskrun.pool.runners", "{runner}", "Runners of the pool, by phase");
        started = meter.CreateCounter<long>("deskrun.runner.starts", "{runner}", "Runners whose compute was started");
        ended = meter.CreateCounter<long>("deskrun.runner.ends", "{runner}", "Runners that ended, by kind of end");
        completed = meter.CreateCounter<long>("deskrun.job.completions", "{job}", "Jobs that ended, by result");
        start = meter.CreateHistogram<double>("deskrun.runner.start.duration", "s", "Decision to compute started");
        jobStart = meter.CreateHistogram<double>("deskrun.job.start.duration", "s", "Message read to job started");
    }

    /// <inheritdoc />
    public void Dispose() => meter.Dispose();

    internal void Scale(string scaleSet, int wanted, int jobs)
    {
        desired.Record(wanted, Set(scaleSet));
        assigned.Record(jobs, Set(scaleSet));
    }

    internal void Count(string scaleSet, RunnerPhase phase, int count)
    {
        if (runners.Enabled)
        {
            runners.Record(count, Set(scaleSet), new("phase", phase.ToString()));
        }
    }

    internal void Started(string scaleSet, string driver, TimeSpan took)
    {
        started.Add(1, Set(scaleSet), new("driver", driver));
        start.Record(took.TotalSeconds, Set(scaleSet), new("driver", driver));
    }

    internal void Ended(string scaleSet, RunnerEndKind kind) =>
        ended.Add(1, Set(scaleSet), new KeyValuePair<string, object?>("kind", kind.ToString()));

    internal void JobStarted(string scaleSet, TimeSpan sinceMessage) =>
        jobStart.Record(sinceMessage.TotalSeconds, Set(scaleSet));

    internal void JobCompleted(string scaleSet, string result) =>
        completed.Add(1, Set(scaleSet), new KeyValuePair<string, object?>("result", Bounded(result)));

    // The service's set of results is open; a label's must not be.
    private static string Bounded(string result) =>
        result is "succeeded" or "failed" or "canceled" or "skipped" or "abandoned" ? result : "other";

    private static KeyValuePair<string, object?> Set(string scaleSet) => new("scale_set", scaleSet);
}
