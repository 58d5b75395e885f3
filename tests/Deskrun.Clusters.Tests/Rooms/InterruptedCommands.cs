using Deskrun.Tests.Installations;

namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>Runs command lines as somebody does who presses Ctrl+C after every step that he has not seen before.</summary>
internal static class InterruptedCommands
{
    /// <summary>
    /// Runs the first command line and then the next one again and again, each until its first new step, until one comes
    /// to its end.
    /// </summary>
    /// <returns>The steps after which a command was interrupted.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(Workplace place, string[] first, string[] next)
    {
        var steps = new List<string>();
        for (var arguments = first; ; arguments = next)
        {
            using var stop = new CancellationTokenSource();
            var interruption = new Interruption(steps);
            place.Graceful = stop.Token;
            place.AfterClusterStep = async step =>
            {
                try
                {
                    await interruption.AfterStepAsync(step);
                }
                catch (OperationCanceledException)
                {
                    await stop.CancelAsync();
                    throw;
                }
            };
            var ended = await place.RunAsync(arguments);
            if (!interruption.Happened)
            {
                Assert.True(ended.Code == ExitCodes.Success, $"after {string.Join(", ", steps)}: {ended.Error}");
                (place.Graceful, place.AfterClusterStep) = (default, _ => Task.CompletedTask);
                return steps;
            }

            Assert.True(ended.Code == ExitCodes.Cancelled, $"{string.Join(' ', arguments)}: {ended.Error}");
            Assert.Contains("interrupted; the same command goes on from here", ended.Error, StringComparison.Ordinal);
            Assert.True(steps.Count < 60, "it never ends");
        }
    }
}
