using Deskrun.Backends.Cluster.Kind;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;

namespace Deskrun.Commands.Installations.Editing;

/// <summary>Plans the cluster with the installation in it, so that what it can't have is known before it is stored.</summary>
internal static class ClusterDesignCheck
{
    /// <param name="context">The outside world.</param>
    /// <param name="document">The configuration without the change.</param>
    /// <param name="installation">The installation as it shall be.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The plan; null for an installation of this machine.</returns>
    /// <exception cref="CliException">The cluster could not have it; every reason is said.</exception>
    public static async Task<ClusterDesign?> RunAsync(
        CliContext context,
        ConfigurationDocument document,
        Installation installation,
        CancellationToken cancellation
    )
    {
        if (installation.Backend == BackendNames.Local)
        {
            return null;
        }

        var others = document
            .Installations.Where(each =>
                each.Name != installation.Name
                && each.Backend == installation.Backend
                && (each.Backend == BackendNames.Kind || each.Context == installation.Context)
            )
            .ToList();
        try
        {
            var before = await DesignAsync(others);
            var after = await DesignAsync([.. others, installation]);
            // What is wrong with the others already is theirs; what comes with this one is its own.
            InstallationCheck.Refuse(
                after.Problems.Except(before.Problems).Select(problem => Words(problem, installation))
            );
            return after;
        }
        catch (ImageArchiveException unreadable)
        {
            throw new CliException(ExitCodes.Environment, unreadable.Message, unreadable);
        }

        async Task<ClusterDesign> DesignAsync(IReadOnlyList<Installation> all)
        {
            var user = context.Variable("HOME") ?? "";
            var facts = await ClusterFactsReader.ReadAsync(
                all,
                document.Cluster,
                installation.Backend,
                user,
                context.Variable,
                cancellation
            );
            return ClusterDesign.Of(all, document.Cluster, facts);
        }
    }

    private static string Words(DesignProblem problem, Installation installation) =>
        problem.Installation.Length == 0 || problem.Installation == installation.Name
            ? problem.Message
            : $"{problem.Installation}: {problem.Message}";
}
