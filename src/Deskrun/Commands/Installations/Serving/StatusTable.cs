using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations.Output;
using Deskrun.Installations;
using Deskrun.Rendering;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>The table of <c>deskrun status</c>: a row per scale set, of every backend.</summary>
internal static class StatusTable
{
    private static readonly string[] Here = ["NAME", "STATE", "JOBS", "RUNNERS", "LIMITS", "LAST POLL", "REPOSITORY"];

    private static readonly string[] Anywhere =
    [
        "NAME",
        "BACKEND",
        "STATE",
        "JOBS",
        "RUNNERS",
        "LIMITS",
        "LISTENER",
        "REPOSITORY",
    ];

    public static void Write(TextWriter writer, UpStatus status, DateTimeOffset now, StatusColors colors)
    {
        var mixed = status.Installations.Any(each => each.Backend != BackendNames.Local);
        var headings = mixed ? Anywhere : Here;
        TextTable.Write(
            writer,
            headings,
            [.. status.Installations.SelectMany(each => Rows(each, mixed, now))],
            colors.Cells(headings)
        );
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(ServedStatus each, bool mixed, DateTimeOffset now)
    {
        string[] backend = mixed ? [new ClusterPlace(each.Backend, each.Context).ToString()] : [];
        return each.ScaleSets.Count == 0
            ?
            [
                [each.Name, .. backend, each.State, "", "", "", "", each.Repository],
            ]
            : each.ScaleSets.Select(set =>
                (IReadOnlyList<string>)
                    [
                        set.Name,
                        .. backend,
                        set.State ?? each.State,
                        $"{set.Assigned ?? set.Runners.Count(runner => runner.JobId is not null)}",
                        $"{set.Runners.Count} of {set.Desired}",
                        $"{set.MinRunners}-{set.MaxRunners}",
                        Listener(set, mixed, now),
                        each.Repository,
                    ]
            );
    }

    private static string Listener(ScaleSetStatus set, bool mixed, DateTimeOffset now) =>
        set.Listener is { } listener
            ? $"{listener.State}{(listener.Since is { } since ? $" {Durations.Show(now - since)}" : "")}"
        : set.LastPoll is { } poll ? $"{(mixed ? "polled " : "")}{Durations.Show(now - poll)} ago"
        : mixed ? "never polled"
        : "never";
}
