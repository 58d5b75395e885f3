using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations.Output;
using Deskrun.Installations;
using Deskrun.Rendering;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>Prints the state for people: a line per scale set, then the causes, then the runners.</summary>
internal static class StatusText
{
    private static readonly string[] RunnerHeadings = ["RUNNER", "PHASE", "FOR", "JOB"];

    /// <param name="writer">Where to.</param>
    /// <param name="status">The state.</param>
    /// <param name="now">The time from which ages are counted.</param>
    /// <param name="palette">The colours of a terminal; null for none.</param>
    public static void Write(TextWriter writer, UpStatus status, DateTimeOffset now, Palette? palette = null)
    {
        var colors = new StatusColors(palette ?? new Palette(Enabled: false));
        Headlines(status, now).ToList().ForEach(line => writer.WriteLine(colors.Headline(line)));
        if (status.Runner is not null)
        {
            writer.WriteLine(colors.Aside($"runner: {status.Runner}"));
        }

        if (status.Installations.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        StatusTable.Write(writer, status, now, colors);
        var causes = status.Installations.SelectMany(each => Causes(each, status.Running, now)).ToList();
        if (causes.Count > 0)
        {
            writer.WriteLine();
            causes.ForEach(line => writer.WriteLine(colors.Cause(AnsiText.Tame(line, color: false))));
        }

        var runners = status.Installations.SelectMany(each => each.ScaleSets).SelectMany(set => set.Runners).ToList();
        if (runners.Count > 0)
        {
            writer.WriteLine();
            TextTable.Write(
                writer,
                RunnerHeadings,
                [.. runners.Select(runner => Row(runner, now))],
                colors.Cells(RunnerHeadings)
            );
        }
    }

    private static IEnumerable<string> Headlines(UpStatus status, DateTimeOffset now)
    {
        // Who has installations on clusters alone needs no `up` of this machine.
        var clusters = status.Clusters ?? [];
        if (
            status.Running
            || clusters.Count == 0
            || status.Installations.Any(each => each.Backend == BackendNames.Local)
        )
        {
            yield return Headline(status, now);
        }

        foreach (var cluster in clusters)
        {
            yield return AnsiText.Tame(Headline(cluster), color: false);
            foreach (var blind in cluster.Blind)
            {
                yield return AnsiText.Tame($"  not seen: {blind}", color: false);
            }
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

    private static string Headline(ClusterStatus cluster)
    {
        var place = new ClusterPlace(cluster.Backend, cluster.Context);
        var state =
            !cluster.Reachable ? "can't be asked"
            : cluster.ArcReady ? $"ARC{(cluster.ArcVersion is { } version ? $" {version}" : "")} ready"
            : "ARC not ready";
        return $"cluster {place}, namespace {cluster.Namespace}: {state}";
    }

    private static IEnumerable<string> Causes(ServedStatus each, bool running, DateTimeOffset now)
    {
        var own = each.ScaleSets.Where(set => set.Listener is not null && set.Cause is not null).ToList();
        if (own.Count == 0)
        {
            return each.Cause is { } cause && (running || cause != Hints.NotRunning) ? [$"{each.Name}: {cause}"] : [];
        }

        return own.SelectMany(set =>
            (set.Events ?? []).Select(seen => Told(seen, now)).Prepend($"{set.Name}: {set.Cause}")
        );
    }

    private static string Told(EventView seen, DateTimeOffset now)
    {
        var age = seen.At is { } at ? $"{Durations.Show(now - at)} ago" : "event";
        var often = seen.Count > 1 ? $" ({seen.Count} times)" : "";
        return $"  {age}, {seen.About}: {seen.Reason}{often}: {seen.Message}";
    }

    private static IReadOnlyList<string> Row(RunnerView runner, DateTimeOffset now) =>
        [
            runner.Name,
            runner.Phase,
            Durations.Show(now - runner.Since),
            AnsiText.Tame(runner.JobName ?? "", color: false),
        ];
}
