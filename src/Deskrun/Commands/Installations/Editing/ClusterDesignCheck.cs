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
    /// <param name="known">What is wrong with it, whatever the cluster.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The plan; null for an installation of this machine.</returns>
    /// <exception cref="CliException">Something is wrong, or the cluster could not have it; every reason is said.</exception>
    public static async Task<ClusterDesign?> RunAsync(
        CliContext context,
        ConfigurationDocument document,
        Installation installation,
        IReadOnlyList<string> known,
        CancellationToken cancellation
    )
    {
        if (installation.Backend is not (BackendNames.Kind or BackendNames.Kubernetes))
        {
            InstallationCheck.Refuse(known);
            return null;
        }

        if (known.Count > 0)
        {
            InstallationCheck.Refuse([.. known, .. await MoreAsync()]);
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

        async Task<ClusterDesign> DesignAsync(IReadOnlyList<Installation> all) =>
            ClusterDesign.Of(all, document.Cluster, await FactsAsync(all));

        Task<ClusterFacts> FactsAsync(IReadOnlyList<Installation> all) =>
            ClusterFactsReader.ReadAsync(
                all,
                document.Cluster,
                installation.Backend,
                context.Variable("HOME") ?? "",
                context.Variable,
                cancellation
            );

        // What the cluster says to an option that is wrong in any case would only repeat it.
        async Task<IEnumerable<string>> MoreAsync()
        {
            var told = known.Select(FirstWord).ToHashSet(StringComparer.Ordinal);
            try
            {
                var facts = await FactsAsync([installation]);
                return ClusterDesign
                    .ProblemsOf(installation, document.Cluster, facts)
                    .Where(problem => !told.Contains(FirstWord(problem)));
            }
            catch (Exception unreadable) when (unreadable is ImageArchiveException or IOException)
            {
                return [unreadable.Message];
            }
        }
    }

    private static string FirstWord(string problem) => problem.Split(' ', 2)[0].TrimEnd(':');

    private static string Words(DesignProblem problem, Installation installation) =>
        problem.Installation.Length == 0 || problem.Installation == installation.Name
            ? problem.Message
            : $"{problem.Installation}: {problem.Message}";
}
