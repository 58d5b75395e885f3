using System.CommandLine;
using Deskrun.Commands.Clusters.Applying;
using Deskrun.Commands.Clusters.Collecting;
using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Removing;
using Deskrun.Installations.Homes;
using Deskrun.Rendering;

namespace Deskrun.Commands.Clusters;

/// <summary><c>deskrun gc</c>: frees what is wedged in clusters, and removes runners that are offline for good.</summary>
internal static class GcCommand
{
    public static Command Create(CliContext context)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be freed, and change nothing." };
        var older = new Option<string>("--older")
        {
            Description = "Only what has been waiting for its end at least this long.",
            HelpName = "TIME",
            DefaultValueFactory = _ => "5m",
        };
        var command = new Command(
            "gc",
            "Free what is wedged in the clusters (finalizers that nobody takes off), remove offline runners at GitHub and scale "
                + "sets that a killed up left there; works with a dead credential, too."
        )
        {
            dryRun,
            older,
        };
        command.SetClusterAction(
            async (parse, cancellation) =>
            {
                if (!Durations.TryParse(parse.GetValue(older)!, out var least))
                {
                    throw new CliException(
                        ExitCodes.Usage,
                        $"--older {parse.GetValue(older)}: give a time such as 5m or 30s"
                    );
                }

                var home = new InstallationHome(context);
                var places = home
                    .Configuration.Load()
                    .Installations.Where(ClusterPlace.Has)
                    .Select(ClusterPlace.Of)
                    .Distinct()
                    .ToList();
                var count = 0;
                foreach (var place in places)
                {
                    using var access = ClusterAccess.Open(context, home, place.Backend, place.Context);
                    count += await ApplyErrors.GuardAsync(
                        access.Context,
                        () => new GcRun(context, home, access).RunAsync(parse.GetValue(dryRun), least, cancellation),
                        cancellation
                    );
                }

                count += await LeftHereAsync(context, home, parse.GetValue(dryRun), cancellation);
                context.Terminal.Error.WriteLine(
                    count == 0 ? "Nothing is wedged."
                    : parse.GetValue(dryRun) ? "Nothing was changed (--dry-run)."
                    : "Done."
                );
                return ExitCodes.Success;
            }
        );
        return command;
    }

    /// <summary>Scale sets that an <c>up</c> of this machine was to take off the service when it was killed.</summary>
    private static async Task<int> LeftHereAsync(
        CliContext context,
        InstallationHome home,
        bool dryRun,
        CancellationToken cancellation
    )
    {
        var leaving = new LeavingScaleSets(context, home);
        var left = leaving.Find();
        using var alone = left.Count == 0 ? null : HomeLock.TryAcquire(home.Folder.UpLock);
        if (alone is null)
        {
            // Nothing is left, or an up that runs takes it off itself, after its jobs.
            return 0;
        }

        if (!dryRun)
        {
            return await leaving.ClearAsync(left, null, cancellation);
        }

        foreach (var note in left)
        {
            context.Terminal.Error.WriteLine($"would take off the service what {note} names");
        }

        return left.Count;
    }
}
