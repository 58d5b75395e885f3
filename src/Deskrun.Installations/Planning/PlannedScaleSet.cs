namespace Deskrun.Installations.Planning;

/// <summary>One scale set that an installation asks for.</summary>
/// <param name="Name">Its name at the service.</param>
/// <param name="Installation">Name of the installation it belongs to.</param>
/// <param name="MinRunners">Runners that are kept although no job waits.</param>
/// <param name="MaxRunners">The most runners at one time.</param>
public sealed record PlannedScaleSet(string Name, string Installation, int MinRunners, int MaxRunners)
{
    /// <summary>
    /// The scale sets of an installation: one of its own name and limits, or from two instances on one per instance,
    /// named <c>NAME-1</c> …, that keeps exactly one runner.
    /// </summary>
    public static IReadOnlyList<PlannedScaleSet> Of(Installation installation) =>
        installation.Instances < 2
            ? [new(installation.Name, installation.Name, installation.MinRunners, installation.MaxRunners)]
            :
            [
                .. Enumerable
                    .Range(1, installation.Instances)
                    .Select(index => new PlannedScaleSet($"{installation.Name}-{index}", installation.Name, 1, 1)),
            ];
}
