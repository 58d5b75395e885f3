namespace Deskrun.GitHub.ScaleSets;

/// <summary>A listener's state at one moment.</summary>
public sealed record ListenerStatus
{
    /// <summary>The scale set; another one after it was made again.</summary>
    public required int ScaleSetId { get; init; }

    /// <summary>What the listener is doing.</summary>
    public ListenerState State { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When the service last answered a poll or opened a session; null when it never did.</summary>
    public DateTimeOffset? LastGoodPoll { get; init; }

    /// <summary>Failures since the last good poll.</summary>
    public int Failures { get; init; }

    /// <summary>What went wrong last, in words; null when the last poll was good.</summary>
    public string? Problem { get; init; }

    /// <summary>The newest statistics; null before the first.</summary>
    public ScaleSetStatistics? Statistics { get; init; }
}
