using Deskrun.Commands.Installations.Adding;
using Deskrun.Installations;

namespace Deskrun.Commands.Installations.Serving;

/// <summary><c>up --backend X</c>: changes where the installations live, all of them or none.</summary>
internal static class BackendMove
{
    /// <exception cref="CliException">The backend, or what an installation asks of it, is not built yet; nothing was changed.</exception>
    public static async Task ApplyAsync(InstallationHome home, string? backend, CancellationToken cancellation)
    {
        if (backend is null)
        {
            return;
        }

        if (backend != BackendNames.Local)
        {
            throw InstallationErrors.NotBuilt(Hints.Clusters);
        }

        await home.Configuration.ChangeAsync(
            document =>
            {
                var moving = document.Installations.Where(each => each.Backend != backend).ToList();
                var blocked = moving
                    .Select(each => (each.Name, Reason: NotBuiltRules.Reason(each with { Backend = backend })))
                    .Where(each => each.Reason is not null)
                    .Select(each => $"{each.Name}: {each.Reason}")
                    .ToList();
                return blocked.Count > 0
                    ? throw InstallationErrors.NotBuilt(string.Join(Environment.NewLine, blocked))
                    : moving.Aggregate(document, (now, each) => now.With(each with { Backend = backend }));
            },
            cancellation
        );
    }
}
