using Deskrun.Commands.Installations.Output;
using Deskrun.Rendering;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>Prints the state for people: a line per scale set, then the causes, then the runners.</summary>
internal static class StatusText
{
    public static void Write(TextWriter writer, UpStatus status, DateTimeOffset now)
    {
        writer.WriteLine(Headline(status, now));
        if (status.Runner is not null)
        {
            writer.WriteLine($"runner: {status.Runner}");
        }

        if (status.Installations.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        TextTable.Write(
            writer,
            ["NAME", "STATE", "JOBS", "RUNNERS", "LIMITS", "LAST POLL", "REPOSITORY"],
            [.. status.Installations.SelectMany(each => Rows(each, now))]
        );
        var causes = status
            .Installations.Where(each => each.Cause is not null && (status.Running || each.Cause != Hints.NotRunning))
            .ToList();
        if (causes.Count > 0)
        {
            writer.WriteLine();
            causes.ForEach(each => writer.WriteLine($"{each.Name}: {AnsiText.Tame(each.Cause!, color: false)}"));
        }

        var runners = status.Installations.SelectMany(each => each.ScaleSets).SelectMany(set => set.Runners).ToList();
        if (runners.Count > 0)
        {
            writer.WriteLine();
            TextTable.Write(writer, ["RUNNER", "PHASE", "FOR", "JOB"], [.. runners.Select(runner => Row(runner, now))]);
        }
    }

    private static string Headline(UpStatus status, DateTimeOffset now)
    {
        if (!status.Running)
        {
            return $"deskrun up: {Hints.NotRunning}";
        }

        var since = status.Since is { } start ? $" for {Durations.Show(now - start)}" : "";
        var ending = status.Stopping ? ", ending: it takes no new jobs" : "";
        return $"deskrun up: running{since} (process {status.ProcessId}){ending}";
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(ServedStatus each, DateTimeOffset now) =>
        each.ScaleSets.Count == 0
            ?
            [
                [each.Name, each.State, "", "", "", "", each.Repository],
            ]
            : each.ScaleSets.Select(set =>
                (IReadOnlyList<string>)
                    [
                        set.Name,
                        each.State,
                        $"{set.Assigned}",
                        $"{set.Runners.Count} of {set.Desired}",
                        $"{set.MinRunners}-{set.MaxRunners}",
                        set.LastPoll is { } poll ? $"{Durations.Show(now - poll)} ago" : "never",
                        each.Repository,
                    ]
            );

    private static IReadOnlyList<string> Row(RunnerView runner, DateTimeOffset now) =>
        [
            runner.Name,
            runner.Phase,
            Durations.Show(now - runner.Since),
            AnsiText.Tame(runner.JobName ?? "", color: false),
        ];
}
