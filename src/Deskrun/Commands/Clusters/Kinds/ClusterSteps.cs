namespace Deskrun.Commands.Clusters.Kinds;

/// <summary>Does steps one after the other, tells each of them, and takes them back when one fails.</summary>
/// <param name="context">Where progress is told.</param>
internal sealed class ClusterSteps(CliContext context)
{
    private static readonly TimeSpan UndoPatience = TimeSpan.FromMinutes(2);

    /// <summary>Does them.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="retain">Leave everything as it is when one fails.</param>
    /// <param name="cancellation">Ends the present step; what was done is taken back then, too.</param>
    public async Task RunAsync(IReadOnlyList<ClusterStep> steps, bool retain, CancellationToken cancellation)
    {
        for (var at = 0; at < steps.Count; at++)
        {
            var start = context.Time.GetTimestamp();
            Tell($"[{at + 1}/{steps.Count}] {steps[at].Title} …{(steps[at].Hint is { } hint ? $" ({hint})" : "")}");
            try
            {
                var word = await steps[at].Act(cancellation);
                var took = context.Time.GetElapsedTime(start).TotalSeconds;
                Tell($"      {word ?? "done"}{(took >= 1 ? $" ({took:0} s)" : "")}");
            }
            catch (Exception) when (!retain)
            {
                await UndoAsync([.. steps.Take(at + 1)]);
                throw;
            }
            catch (Exception) when (steps.Any(step => step.Undo is not null))
            {
                Tell(
                    "      failed; everything is left as it is (--retain), remove it with: deskrun cluster delete --now"
                );
                throw;
            }
        }
    }

    private async Task UndoAsync(IReadOnlyList<ClusterStep> done)
    {
        using var patience = new CancellationTokenSource(UndoPatience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.Forced);
        foreach (var step in done.Reverse().Where(step => step.Undo is not null))
        {
            Tell($"      taking back: {step.Title}");
            try
            {
                await step.Undo!(either.Token);
            }
            catch (Exception failed)
            {
                // The first failure is what the command ends with; this one must not be lost beside it.
                Tell($"      that failed: {failed.Message}; remove the rest with: deskrun cluster delete --now");
            }
        }
    }

    private void Tell(string line) => context.Terminal.Error.WriteLine(line);
}
