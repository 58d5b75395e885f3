using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations.Adding;
using Deskrun.Installations;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>The state of an installation that nobody serves.</summary>
internal static class IdleStatus
{
    public static ServedStatus Of(Installation installation)
    {
        var notBuilt = NotBuiltRules.Reason(installation);
        return new ServedStatus
        {
            Name = installation.Name,
            Repository = installation.Repository,
            Backend = installation.Backend,
            Mode = installation.Mode,
            State = notBuilt is null ? ServedStates.NotRunning : ServedStates.NotBuilt,
            Cause = InstallationRules.Problems(installation) is { Count: > 0 } problems
                ? string.Join("; ", problems)
                : notBuilt ?? (installation.MovingFrom is { } from ? Moving(from) : Hints.NotRunning),
        };
    }

    private static string Moving(MovingFrom from) =>
        $"it is being moved here from {new ClusterPlace(from.Backend, from.Context)}; complete it with: deskrun up";
}
