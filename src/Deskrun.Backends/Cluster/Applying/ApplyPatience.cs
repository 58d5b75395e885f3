namespace Deskrun.Backends.Cluster.Applying;

/// <summary>How long acting on a cluster waits for others.</summary>
public sealed record ApplyPatience
{
    /// <summary>For a controller's Pod to be ready: its image may have to be pulled.</summary>
    public TimeSpan Controller { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>For ARC to register a scale set at the service.</summary>
    public TimeSpan Registered { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For a scale set to listen after an upgrade: its listener's image may have to be pulled.</summary>
    public TimeSpan Listening { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>For ARC to take a scale set down once none of its runners has a job.</summary>
    public TimeSpan Removed { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For an object without a finalizer of others to go.</summary>
    public TimeSpan Gone { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For a CRD to be served.</summary>
    public TimeSpan Established { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For an RGD to become active.</summary>
    public TimeSpan Graph { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two looks.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMilliseconds(400);
}
