using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Moving;

/// <summary>Where installations shall live from now on.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Context">The kubectl context, for backend <c>kubernetes</c>.</param>
/// <param name="Mode">The mode that they get there; null keeps theirs where the backend has it.</param>
public sealed record MoveTarget(string Backend, string? Context, string? Mode = null);

/// <summary>
/// Plans a move between backends as what is stored of it. A scale set has one session only, so the old side is closed
/// before the new one opens: the new backend is stored with a mark of the old one, the old side is closed, the mark is
/// taken off, and only then the new side is made. Whatever is interrupted, the mark says where to go on. Pure.
/// </summary>
public static class MovePlan
{
    /// <summary>The installation as it is stored when a move begins; unchanged when it lives there already.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="target">Where to.</param>
    /// <param name="now">The moment.</param>
    public static Installation Begin(Installation installation, MoveTarget target, DateTimeOffset now)
    {
        var context = target.Backend == BackendNames.Kubernetes ? target.Context ?? installation.Context : null;
        if (installation.Backend == target.Backend && installation.Context == context)
        {
            return installation;
        }

        return installation with
        {
            Backend = target.Backend,
            Context = context,
            Mode = Mode(installation, target),
            MovingFrom = From(installation, target.Backend, context, now),
        };
    }

    /// <summary>Whether the old side still has to be closed.</summary>
    public static bool IsOpen(Installation installation) => installation.MovingFrom is not null;

    /// <summary>The installation as its old side knows it.</summary>
    public static Installation OnOldSide(Installation installation) =>
        installation.MovingFrom is { } from
            ? installation with
            {
                Backend = from.Backend,
                Context = from.Context,
                MovingFrom = null,
            }
            : installation;

    /// <summary>The installation as it is stored once the old side is closed.</summary>
    /// <param name="stored">What is stored now.</param>
    /// <param name="closed">The mark whose old side was closed; another mark that was set meanwhile stays.</param>
    public static Installation Closed(Installation stored, MovingFrom closed) =>
        stored.MovingFrom == closed ? stored with { MovingFrom = null } : stored;

    private static MovingFrom? From(Installation installation, string backend, string? context, DateTimeOffset now) =>
        installation.MovingFrom is not { } open ? new MovingFrom(installation.Backend, installation.Context, now)
        // Nothing was made at the side in between, so what is left to close is still the first one; back there, none is.
        : open.Backend == backend && open.Context == context ? null
        : open;

    /// <summary>Processes are of this machine only; what a cluster has instead is a Pod.</summary>
    private static string Mode(Installation installation, MoveTarget target) =>
        target.Mode
        ?? (
            target.Backend != BackendNames.Local && RunnerModes.Parse(installation.Mode) == RunnerMode.Process
                ? RunnerMode.Kubernetes.Word()
                : installation.Mode
        );
}
