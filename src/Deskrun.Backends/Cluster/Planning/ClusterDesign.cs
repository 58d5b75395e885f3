using Deskrun.Backends.Cluster.Arc;
using Deskrun.Backends.Cluster.Kro;
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

    /// <summary>
    /// What else keeps one installation from the cluster, for one of which something is known to be wrong already: its
    /// releases are not computed.
    /// </summary>
    /// <param name="installation">The installation.</param>
    /// <param name="settings">What the user set about clusters.</param>
    /// <param name="facts">What else is known.</param>
    public static IReadOnlyList<string> ProblemsOf(
        Installation installation,
        ClusterSettings settings,
        ClusterFacts facts
    ) => new InstallationDesign(installation, settings, facts, ControllerValues.Release(settings, facts)).Problems();

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
        List<DesignProblem> problems =
        [
            .. ClusterRules.Of(settings, controller),
            .. facts.Network.Problems.Select(each => new DesignProblem("", each)),
        ];
        foreach (var installation in installations.OrderBy(each => each.Name, StringComparer.Ordinal))
        {
            var design = new InstallationDesign(installation, settings, facts, controller);
            var wrong = design.Problems();
            IReadOnlyList<ScaleSetRelease> releases = wrong.Count > 0 ? [] : [.. design.Releases()];
            if (ClusterRules.Collision(scaleSets, releases) is { } collision)
            {
                wrong = [collision];
                releases = [];
            }

            problems.AddRange(wrong.Select(problem => new DesignProblem(installation.Name, problem)));
            scaleSets.AddRange(releases);
        }

        var kro = scaleSets.Any(each => each.Mode == RunnerMode.Kro) ? KroValues.Release(settings) : null;
        return new ClusterDesign
        {
            Controller = controller,
            Kro = kro,
            ScaleSets = [.. scaleSets.OrderBy(each => each.Name, StringComparer.Ordinal)],
            Problems = problems,
            Images = ImageList.Of(controller, kro, scaleSets),
        };
    }
}
