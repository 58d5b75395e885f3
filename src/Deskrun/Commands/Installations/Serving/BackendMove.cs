using Deskrun.Commands.Clusters;
using Deskrun.Commands.Installations.Adding;
using Deskrun.Commands.Installations.Editing;
using Deskrun.Installations;

namespace Deskrun.Commands.Installations.Serving;

/// <summary><c>up --backend X</c>: changes where the installations live, all of them or none.</summary>
internal sealed class BackendMove(CliContext context, InstallationHome home)
{
    /// <summary>Stores it. What the installations have on their old backend is not this one's concern.</summary>
    /// <param name="backend">Where to; null means that nothing moves.</param>
    /// <param name="kubeContext">The kubectl context, for <c>kubernetes</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CliException">The backend can't take one of them; nothing was changed.</exception>
    public async Task ApplyAsync(string? backend, string? kubeContext, CancellationToken cancellation)
    {
        if (backend is null)
        {
            if (kubeContext is not null)
            {
                throw new CliException(ExitCodes.Usage, "--context needs --backend kubernetes");
            }

            return;
        }

        if (backend != BackendNames.Local)
        {
            // A context that doesn't exist is said before anything is stored.
            await using var cluster = await ClusterBackends.OpenAsync(
                context,
                home,
                backend,
                kubeContext,
                cancellation
            );
        }

        await home.Configuration.ChangeAsync(
            document =>
            {
                var moving = document
                    .Installations.Select(each => (Before: each, After: Moved(each, backend, kubeContext)))
                    .Where(each =>
                        each.Before.Backend != each.After.Backend || each.Before.Context != each.After.Context
                    )
                    .ToList();
                var blocked = moving
                    .SelectMany(each =>
                        Problems(each.After, each.Before, document.Installations)
                            .Select(problem => $"{each.After.Name}: {problem}")
                    )
                    .ToList();
                return blocked.Count > 0
                    ? throw InstallationErrors.NotBuilt(string.Join(Environment.NewLine, blocked))
                    : moving.Aggregate(document, (now, each) => now.With(each.After));
            },
            cancellation
        );
    }

    private static Installation Moved(Installation each, string backend, string? kubeContext) =>
        each with
        {
            Backend = backend,
            Context = backend == BackendNames.Kubernetes ? kubeContext : null,
        };

    private IEnumerable<string> Problems(Installation after, Installation before, IReadOnlyList<Installation> all) =>
        NotBuiltRules.Reason(after) is { } reason ? [reason] : InstallationCheck.Problems(context, after, before, all);
}
