using Deskrun.GitHub.Wire.Json;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>A scale set as the service knows it. Source: protocol reference, section 6.</summary>
public sealed record RunnerScaleSet
{
    /// <summary>Its number; a scale set that was made again has another one.</summary>
    public required int Id { get; init; }

    /// <summary>Its name, unique inside its runner group only.</summary>
    public required string Name { get; init; }

    /// <summary>The number of its runner group.</summary>
    public int RunnerGroupId { get; init; }

    /// <summary>The name of its runner group; empty when the service doesn't say.</summary>
    public string RunnerGroupName { get; init; } = "";

    /// <summary>What <c>runs-on</c> is matched with; null when the service doesn't say.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>When it was made; null when the service doesn't say.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>Its counts; null when the service doesn't say.</summary>
    public ScaleSetStatistics? Statistics { get; init; }

    internal static RunnerScaleSet From(ScaleSetAnswer answer) =>
        new()
        {
            Id = answer.Id ?? 0,
            Name = answer.Name ?? "",
            RunnerGroupId = answer.RunnerGroupId ?? 0,
            RunnerGroupName = answer.RunnerGroupName ?? "",
            Labels = answer.Labels?.Select(label => label.Name ?? "").Where(name => name.Length > 0).ToList(),
            CreatedOn = WireTime.Read(answer.CreatedOn),
            Statistics = StatisticsReader.Read(answer.Statistics),
        };
}
