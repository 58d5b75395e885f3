namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// Compares labels with what the service kept: GHES before 3.21 drops all but the first without a word.
/// Source: protocol reference, section 6.
/// </summary>
internal static class LabelCheck
{
    public static IReadOnlyList<string> Missing(IReadOnlyList<string>? wanted, RunnerScaleSet scaleSet) =>
        wanted is null || scaleSet.Labels is not { } kept
            ? []
            : [.. wanted.Except(kept, StringComparer.OrdinalIgnoreCase)];

    public static bool Same(IReadOnlyList<string> wanted, RunnerScaleSet scaleSet) =>
        scaleSet.Labels is not { } kept
        || new HashSet<string>(wanted, StringComparer.OrdinalIgnoreCase).SetEquals(kept);

    public static IReadOnlyList<string> Warnings(IReadOnlyList<string>? wanted, RunnerScaleSet scaleSet) =>
        [
            .. Missing(wanted, scaleSet)
                .Select(label =>
                    $"The service dropped the label '{label}' of scale set '{scaleSet.Name}': jobs that ask for it will "
                    + "not come here. GHES serves several labels from 3.21 on."
                ),
        ];
}
