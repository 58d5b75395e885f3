using Deskrun.Rendering;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>Shows a state again and again: on a terminal in its place, else one below the other.</summary>
internal static class StatusWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <param name="context">The outside world.</param>
    /// <param name="show">Writes the state and gives the exit code that goes with it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The exit code of the last state.</returns>
    public static async Task<int> RunAsync(
        CliContext context,
        Func<TextWriter, CancellationToken, Task<int>> show,
        CancellationToken cancellation
    )
    {
        var region = context.Terminal.Color ? new LiveRegion(context.Terminal.Out, () => Terminal.Size().Width) : null;
        var code = ExitCodes.Success;
        using var timer = new PeriodicTimer(Pause, context.Time);
        try
        {
            do
            {
                using var text = new StringWriter();
                code = await show(text, cancellation);
                if (region is null)
                {
                    context.Terminal.Out.Write(text);
                    context.Terminal.Out.Flush();
                }
                else
                {
                    // A region taller than the window could not be redrawn.
                    var lines = text.ToString().TrimEnd().Split(Environment.NewLine);
                    region.Draw([], [.. lines.Take(Math.Max(3, Terminal.Size().Height - 2))]);
                }
            } while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C is how a watch ends.
        }

        return code;
    }
}
