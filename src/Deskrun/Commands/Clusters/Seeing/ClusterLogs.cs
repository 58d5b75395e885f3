using Deskrun.Commands.Installations;
using Deskrun.Kubernetes.Logs;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Rendering;

namespace Deskrun.Commands.Clusters.Seeing;

/// <summary>Prints what Pods of runners, listeners and the controller wrote.</summary>
internal sealed class ClusterLogs(CliContext context, InstallationHome home)
{
    private readonly Lock gate = new();

    /// <summary>Which source.</summary>
    public LogSource Source { get; init; }

    /// <summary>Goes on until the containers end.</summary>
    public bool Follow { get; init; }

    /// <summary>The run of the container before the present one.</summary>
    public bool Previous { get; init; }

    /// <summary>Prints the logs that a name means.</summary>
    /// <returns>How many there are; 0 when no cluster knows the name.</returns>
    /// <exception cref="CliException">A log can't be read, or a cluster that may know the name can't be asked.</exception>
    public async Task<int> PrintAsync(string query, CancellationToken cancellation)
    {
        var document = home.Configuration.Load();
        var sights = new ClusterSights(context, home);
        var seen = await sights.LookAsync(document.Installations, document, allEvents: false, cancellation);
        var count = 0;
        foreach (var sight in seen)
        {
            var wishes = PodLogPlan.Find(sight, query, Source);
            count += wishes.Count;
            if (wishes.Count > 0)
            {
                await PrintAsync(sights, sight, wishes, cancellation);
            }
        }

        var failures = seen.Where(sight => sight.Failure is not null).ToList();
        return count > 0 || failures.Count == 0
            ? count
            : throw new CliException(
                ExitCodes.Environment,
                $"no log of \"{query}\" was found; not asked: "
                    + string.Join("; ", failures.Select(sight => $"{sight.Place}: {sight.Failure}"))
            );
    }

    private async Task PrintAsync(
        ClusterSights sights,
        ClusterSight sight,
        IReadOnlyList<PodLogWish> wishes,
        CancellationToken cancellation
    )
    {
        using var client = sights.Open(sight.Place);
        var logs = new PodLogs(client);
        if (Follow)
        {
            // At once: each goes on until its container ends.
            await Task.WhenAll(wishes.Select(wish => PrintAsync(logs, sight, wish, wishes.Count > 1, cancellation)));
            return;
        }

        foreach (var wish in wishes)
        {
            await PrintAsync(logs, sight, wish, wishes.Count > 1, cancellation);
        }
    }

    private async Task PrintAsync(
        PodLogs logs,
        ClusterSight sight,
        PodLogWish wish,
        bool named,
        CancellationToken cancellation
    )
    {
        var options = new PodLogOptions
        {
            Container = wish.Container,
            Follow = Follow,
            Previous = Previous,
        };
        try
        {
            await foreach (var line in logs.ReadAsync(wish.Namespace, wish.Pod, options, cancellation))
            {
                Write(named ? $"[{wish.Pod}] {line}" : line);
            }
        }
        catch (KubeException failed) when (named)
        {
            // One of several: a container that has not started must not hide the others.
            lock (gate)
            {
                context.Terminal.Error.WriteLine($"{wish.Pod}: {Words(failed)}");
            }
        }
        catch (KubeException failed)
        {
            throw new CliException(
                ExitCodes.Environment,
                $"the log of {wish.Pod} can't be read: {Words(failed)}",
                failed
            );
        }
    }

    private static string Words(KubeException failed) =>
        failed is { StatusCode: 400, ServerMessage.Length: > 0 } ? failed.ServerMessage : failed.Message;

    private void Write(string line)
    {
        lock (gate)
        {
            context.Terminal.Out.WriteLine(AnsiText.Tame(line, context.Terminal.Color));
            if (Follow)
            {
                context.Terminal.Out.Flush();
            }
        }
    }
}
