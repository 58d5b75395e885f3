using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Planning;

namespace Deskrun.Rendering.Runs;

/// <summary>
/// The log of one job as it is shown. Lines come by a faster way than the news that their step has begun; they wait for
/// it, so that every line stands under its step.
/// </summary>
internal sealed class JobLines(Palette palette)
{
    private readonly Dictionary<Guid, List<string>> waiting = [];
    private readonly Dictionary<Guid, LogFold> begun = [];
    private readonly HashSet<Guid> silent = [];

    /// <summary>A step began: its title, and what had come in of its log.</summary>
    public IEnumerable<string> Begin(StepRun step)
    {
        // The runner's own first and last step say nothing about the workflow; they stay in the stored log.
        if (step.Name is "Set up job" or "Complete job")
        {
            silent.Add(step.Id);
            waiting.Remove(step.Id);
            yield break;
        }

        if (!begun.TryAdd(step.Id, new LogFold()))
        {
            yield break;
        }

        yield return palette.Paint(Style.Bold, $"▶ {step.Name}");
        if (waiting.Remove(step.Id, out var lines))
        {
            foreach (var line in Show(begun[step.Id], lines))
            {
                yield return line;
            }
        }
    }

    /// <summary>Lines of a step's log.</summary>
    public IEnumerable<string> Add(LogLines log)
    {
        if (begun.TryGetValue(log.StepId, out var fold))
        {
            return Show(fold, log.Lines);
        }

        if (!silent.Contains(log.StepId))
        {
            if (!waiting.TryGetValue(log.StepId, out var lines))
            {
                waiting.Add(log.StepId, lines = []);
            }

            lines.AddRange(log.Lines);
        }

        return [];
    }

    /// <summary>A step ended; success needs no words.</summary>
    public IEnumerable<string> End(StepRun step)
    {
        // A step can be over before its beginning was told.
        var title = step.Conclusion is JobConclusion.Skipped ? [] : Begin(step).ToList();
        return step.Conclusion is JobConclusion.Success || silent.Contains(step.Id)
            ? title
            : [.. title, $"{LogText.Render(step.Conclusion, palette)}: {step.Name}"];
    }

    /// <summary>The job is over: what still waits is shown without a title.</summary>
    public IEnumerable<string> Rest() => waiting.Values.SelectMany(lines => Show(new LogFold(), lines));

    private IEnumerable<string> Show(LogFold fold, IEnumerable<string> lines) =>
        lines.Select(line => LogText.Render(fold, line, palette)).OfType<string>();
}
