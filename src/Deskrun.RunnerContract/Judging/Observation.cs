namespace Deskrun.RunnerContract.Judging;

/// <summary>What one look at the instance or at the compute tells.</summary>
/// <param name="Phase">The phase; null when what was seen does not tell.</param>
/// <param name="Source">Where it was seen, such as <c>status.phase</c> or <c>Pod demo-1</c>.</param>
public sealed record Observation(RunnerPhase? Phase, string Source)
{
    /// <summary>The exit code of the runner's process; wins over the phase.</summary>
    public int? ExitCode { get; init; }

    /// <summary>A message for people.</summary>
    public string? Message { get; init; }

    /// <summary>The compute's name, when known.</summary>
    public string? Compute { get; init; }

    /// <summary>The compute's uid, when known: another uid later means that the compute was replaced.</summary>
    public string? Uid { get; init; }

    /// <summary>Why it waits, when the cause does not end by itself.</summary>
    public string? Waiting { get; init; }

    /// <summary>
    /// Whether a phase before Running may follow Running without a new compute. Elsewhere such a phase means that the
    /// compute was replaced.
    /// </summary>
    public bool MayFallBack { get; init; }

    /// <summary>Whether this is an end.</summary>
    public bool IsTerminal => ExitCode is not null || Phase is RunnerPhase.Succeeded or RunnerPhase.Failed;

    /// <summary>Whether the end, if it is one, is good: an exit code wins over the phase.</summary>
    public bool IsSuccess => ExitCode is { } code ? code == 0 : Phase == RunnerPhase.Succeeded;
}
