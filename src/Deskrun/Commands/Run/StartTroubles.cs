using Deskrun.Pools.Timeline;

namespace Deskrun.Commands.Run;

/// <summary>
/// Notices runners that cannot be started. A pool tries for ever, which is right for one that serves for weeks; a run that
/// somebody waits for says the first time, and gives up when it fails again and again.
/// </summary>
internal sealed class StartTroubles : ITimeline
{
    /// <summary>So many runners in a row; the pool waits in between, some seven seconds in all.</summary>
    private const int Enough = 5;

    private readonly Lock gate = new();
    private readonly HashSet<string> failed = new(StringComparer.Ordinal);
    private readonly HashSet<string> started = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource hopeless = new();

    /// <summary>A runner could not be started, and the one before it could: why.</summary>
    public event Action<string>? Begun;

    /// <summary>Cancelled when there is no hope left.</summary>
    public CancellationToken Hopeless => hopeless.Token;

    /// <summary>Why there is no hope left; null as long as there is.</summary>
    public string? Cause { get; private set; }

    /// <inheritdoc />
    public void Add(TimelineEvent step)
    {
        if (step.RunnerName is not { } runner)
        {
            return;
        }

        var first = false;
        lock (gate)
        {
            if (step.Step is TimelineStep.ComputeStarted)
            {
                started.Add(runner);
                failed.Clear();
                return;
            }

            if (step.Step is not TimelineStep.Trouble || started.Contains(runner) || !failed.Add(runner))
            {
                return;
            }

            first = failed.Count == 1;
            Cause ??= failed.Count >= Enough ? step.Detail ?? "no cause is known" : null;
        }

        if (first)
        {
            Begun?.Invoke(step.Detail ?? "a runner could not be started");
        }

        if (Cause is not null)
        {
            // Not from here: who hears of it takes the pool down, which waits for whoever tells this.
            _ = hopeless.CancelAsync();
        }
    }
}
