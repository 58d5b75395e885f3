namespace Deskrun.Pools.Lifecycle;

/// <summary>How a runner ended.</summary>
public sealed record RunnerEnd
{
    /// <summary>The runner's name.</summary>
    public required string Runner { get; init; }

    /// <summary>The kind of end.</summary>
    public required RunnerEndKind Kind { get; init; }

    /// <summary>The end in words, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was over.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The program's exit code; null when nobody saw it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The last lines that the program wrote, kept only of runners that ended badly.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];

    /// <summary>The reason, and the last thing that the program said, for people.</summary>
    public string Story =>
        LastLines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() is { } words
            ? $"{Reason}; it said: {(words.Length > MostWords ? $"{words[..MostWords]} …" : words)}"
            : Reason;

    private const int MostWords = 300;
}

/// <summary>The kinds of end; a bounded set, so that metrics can be labelled with it.</summary>
public enum RunnerEndKind
{
    /// <summary>It did its job.</summary>
    JobDone,

    /// <summary>It was not needed any more.</summary>
    NotNeeded,

    /// <summary>Its registration or compute could not be made.</summary>
    StartFailed,

    /// <summary>Its program ended without a job.</summary>
    EndedWithoutJob,

    /// <summary>It was not online in time.</summary>
    NeverRegistered,

    /// <summary>It was online and took no job while jobs waited.</summary>
    TookNoJob,

    /// <summary>Its job ran longer than allowed.</summary>
    RanTooLong,

    /// <summary>Its job was over and its program did not end by itself.</summary>
    DidNotExit,

    /// <summary>It died with its job.</summary>
    JobLost,

    /// <summary>It was ended by force when the pool was stopped.</summary>
    Forced,
}
