using Deskrun.GitHub.Wire.Json;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>A runner group. Source: protocol reference, section 5.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsDefault">True for the group that every organisation and repository has.</param>
public sealed record RunnerGroup(int Id, string Name, bool IsDefault)
{
    /// <summary>The default group. Its number is 1 everywhere, so it needs no look-up.</summary>
    public static RunnerGroup Default { get; } = new(1, "default", IsDefault: true);

    internal static bool IsDefaultName(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Trim().Equals(Default.Name, StringComparison.OrdinalIgnoreCase);

    internal static RunnerGroup From(GroupAnswer answer) =>
        new(answer.Id ?? 0, answer.Name ?? "", answer.IsDefaultGroup ?? false);
}
