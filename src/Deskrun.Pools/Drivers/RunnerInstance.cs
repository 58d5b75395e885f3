namespace Deskrun.Pools.Drivers;

/// <summary>One runner's compute as the place itself reports it.</summary>
public sealed record RunnerInstance
{
    /// <summary>The runner's name, also its name at the service.</summary>
    public required string Name { get; init; }

    /// <summary>The scale set it was made for.</summary>
    public required string ScaleSet { get; init; }

    /// <summary>Who keeps it: the name of the owner's lock file under the home.</summary>
    public required string Owner { get; init; }

    /// <summary>The runner's number at the service; 0 when it was never known.</summary>
    public int RunnerId { get; init; }

    /// <summary>The place's own handle: a process group, a container id.</summary>
    public string Handle { get; init; } = "";

    /// <summary>When the compute was made.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>True while any process of it lives.</summary>
    public bool IsAlive { get; init; }

    /// <summary>The runner program's exit code once it ended; null while it lives or when nobody saw it.</summary>
    public int? ExitCode { get; init; }
}
