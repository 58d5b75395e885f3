namespace Deskrun.GitHub.ScaleSets;

/// <summary>One message of a scale set's queue. Source: protocol reference, section 8.</summary>
public sealed record ScaleSetMessage
{
    /// <summary>Its number; numbers grow, and a message comes back until it is acknowledged.</summary>
    public required long Id { get; init; }

    /// <summary>The service's counts when it was sent; null when it carried none.</summary>
    public ScaleSetStatistics? Statistics { get; init; }

    /// <summary>What happened to jobs, in the service's order; at most 50; empty when only statistics came.</summary>
    public IReadOnlyList<JobMessage> Jobs { get; init; } = [];

    /// <summary>Types of messages or items that this client doesn't know or couldn't read; they are skipped.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];
}
