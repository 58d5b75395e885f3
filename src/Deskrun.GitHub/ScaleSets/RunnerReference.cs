using Deskrun.GitHub.Wire.Json;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>A registered runner. Source: protocol reference, section 11.</summary>
public sealed record RunnerReference
{
    /// <summary>Its number at the service.</summary>
    public required int Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The scale set it belongs to; 0 for a runner outside of scale sets.</summary>
    public int ScaleSetId { get; init; }

    /// <summary>Whether it is connected; null when the service doesn't say.</summary>
    public bool? IsOnline { get; init; }

    /// <summary>Whether it has a job; null when the service doesn't say.</summary>
    public bool? IsBusy { get; init; }

    internal static RunnerReference From(RunnerAnswer answer) =>
        new()
        {
            Id = answer.Id ?? 0,
            Name = answer.Name ?? "",
            ScaleSetId = answer.RunnerScaleSetId ?? 0,
            IsOnline = answer.Status is null
                ? null
                : answer.Status.Equals("online", StringComparison.OrdinalIgnoreCase),
            IsBusy = answer.Busy,
        };
}
