using Deskrun.Pools.Drivers;

namespace Deskrun.Pools.Lifecycle;

/// <summary>One runner's compute, with patience for a driver that fails.</summary>
internal sealed class RunnerCompute(RunnerWorld world, RunnerSlot slot)
{
    private const int StopAttempts = 8;
    private const int KeptLines = 12;
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    private RunnerInstance Instance => slot.Instance!;

    internal async Task<int?> WaitForExitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await world.Driver.WaitAsync(Instance, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                world.Journal.Trouble($"could not watch {slot.Name} ({world.Driver.Name}): {e.Message}", slot.Name);
                await world.WaitAsync(AskAgain, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }
    }

    /// <summary>Stops it, trying again with growing waits; what cannot be stopped is left to the sweep.</summary>
    internal async Task StopAsync(TimeSpan grace)
    {
        for (var attempt = 0; attempt < StopAttempts; attempt++)
        {
            try
            {
                using var time = world.OwnTime(grace + world.Deadlines.Stop);
                await world.Driver.StopAsync(Instance, grace, time.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception e)
            {
                var cause =
                    e is OperationCanceledException ? $"not done within {grace + world.Deadlines.Stop}" : e.Message;
                world.Journal.Trouble(
                    $"could not stop {slot.Name} ({world.Driver.Name}): {cause}; tried again",
                    slot.Name
                );
            }

            var wait = TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, attempt)));
            await world.WaitAsync(wait, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Removes what is left of a compute that ended: its folder, its secrets.</summary>
    internal Task WipeAsync() => StopAsync(TimeSpan.Zero);

    /// <summary>The end of what the program wrote: the only witness of a runner that died.</summary>
    internal async Task<IReadOnlyList<string>> LastLinesAsync()
    {
        var lines = new Queue<string>();
        try
        {
            using var time = world.OwnTime(AskAgain);
            await foreach (
                var line in world.Driver.LogsAsync(Instance, follow: false, time.Token).ConfigureAwait(false)
            )
            {
                lines.Enqueue(line);
                if (lines.Count > KeptLines)
                {
                    lines.Dequeue();
                }
            }
        }
        catch (Exception e)
        {
            lines.Enqueue($"(its log could not be read: {e.Message})");
        }

        return [.. lines];
    }
}
