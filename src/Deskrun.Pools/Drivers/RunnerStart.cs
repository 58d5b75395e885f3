namespace Deskrun.Pools.Drivers;

/// <summary>What a driver needs to start one runner.</summary>
public sealed record RunnerStart
{
    /// <summary>The runner's name.</summary>
    public required string Name { get; init; }

    /// <summary>The scale set it belongs to.</summary>
    public required string ScaleSet { get; init; }

    /// <summary>Name of the owner's lock file under the home.</summary>
    public required string Owner { get; init; }

    /// <summary>The runner's number at the service.</summary>
    public required int RunnerId { get; init; }

    /// <summary>The encoded JIT config. A secret: never in argv, logs or a file that others can read.</summary>
    public required string JitConfig { get; init; }

    /// <summary>Further environment of the runner program, never secrets of the caller.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Only the name: the record's own text would print the JIT config.</summary>
    public override string ToString() => $"RunnerStart {{ Name = {Name} }}";
}

/// <summary>A runner's compute could not be made. The message names what was tried, on what, the cause and the way out.</summary>
public sealed class RunnerStartException(string message, Exception? inner = null) : Exception(message, inner);
