using System.Text.Json.Serialization;
using Deskrun.Pools.Drivers;

namespace Deskrun.Backends.Local.Process;

/// <summary>What is written beside a runner so that it is found again after a crash. Holds no secrets.</summary>
internal sealed record RunnerMarker
{
    public required string Name { get; init; }

    public required string ScaleSet { get; init; }

    public required string Owner { get; init; }

    public int RunnerId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Which program runs: <c>builtin</c> or <c>official</c>.</summary>
    public string Program { get; init; } = "";

    /// <summary>Null until the process was started.</summary>
    public ProcessIdentity? Process { get; init; }

    /// <summary>Null until somebody saw the end.</summary>
    public int? ExitCode { get; init; }

    internal RunnerInstance ToInstance(bool alive) =>
        new()
        {
            Name = Name,
            ScaleSet = ScaleSet,
            Owner = Owner,
            RunnerId = RunnerId,
            Handle = Process?.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
            StartedAt = StartedAt,
            IsAlive = alive,
            ExitCode = alive ? null : ExitCode,
        };
}

/// <summary>Reads and writes markers without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunnerMarker))]
internal sealed partial class RunnerMarkerJson : JsonSerializerContext;
