using Deskrun.Backends.Cluster.Arc;
using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Planning;

/// <summary>Everything that is to be in the cluster for these installations, as data.</summary>
public sealed record ClusterDesign
{
    /// <summary>ARC's controller.</summary>
    public required ControllerRelease Controller { get; init; }

    /// <summary>KRO; null when no installation needs it.</summary>
    public KroRelease? Kro { get; init; }

    /// <summary>The scale sets, by name. An installation with problems has none.</summary>
    public required IReadOnlyList<ScaleSetRelease> ScaleSets { get; init; }

    /// <summary>What keeps installations from the cluster.</summary>
    public IReadOnlyList<DesignProblem> Problems { get; init; } = [];

    /// <summary>Every image by reference, for mirrors and for loading into kind.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>Computes what the installations ask for; those of other backends must not be among them.</summary>
    /// <param name="installations">The installations of this cluster.</param>
    /// <param name="settings">What the user set about clusters.</param>
    /// <param name="facts">What else is known.</param>
    public static ClusterDesign Of(
        IReadOnlyList<Installation> installations,
        ClusterSettings settings,
        ClusterFacts facts
    )
    {
        var controller = ControllerValues.Release(settings, facts);
        var scaleSets = new List<ScaleSetRelease>();
        var problems = new List<DesignProblem>();
        foreach (var installation in installations.OrderBy(each => each.Name, StringComparer.Ordinal))
        {
            var design = new InstallationDesign(installation, settings, controller);
            if (design.Problems() is { Count: > 0 } found)
            {
                problems.AddRange(found.Select(problem => new DesignProblem(installation.Name, problem)));
                continue;
            }

            scaleSets.AddRange(design.Releases());
        }

        return new ClusterDesign
        {
            Controller = controller,
            ScaleSets = scaleSets,
            Problems = problems,
            Images = ImageList.Of(controller, null, scaleSets),
        };
    }
}
