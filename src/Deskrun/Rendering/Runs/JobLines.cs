using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Planning;

namespace Deskrun.Rendering.Runs;

/// <summary>
/// The log of one job as it is shown. Lines come by another way than the news of their step, sooner or later than those:
/// what comes too soon waits for its step's title, and what comes when the next step has begun gets its title again, so
/// that every line stands under its step.
/// </summary>
internal sealed class JobLines(Palette palette)
{
    private readonly Dictionary<Guid, List<string>> waiting = [];
    private readonly Dictionary<Guid, Begun> begun = [];
    private readonly HashSet<Guid> silent = [];
    private Begun? shown;

    /// <summary>A step began: its title, and what had come in of its log.</summary>
    public IEnumerable<string> Begin(StepRun step)
    {
        // The runner's own first and last step say nothing about the workflow; they stay in the stored log.
        if (step.Name is "Set up job" or "Complete job")
        {
            silent.Add(step.Id);
            waiting.Remove(step.Id);
            return [];
        }

        var entry = new Begun(step.Name, new LogFold());
        if (!begun.TryAdd(step.Id, entry))
        {
            return [];
        }

        shown = entry;
        return
        [
            palette.Paint(Style.Bold, $"▶ {step.Name}"),
            .. waiting.Remove(step.Id, out var lines) ? Show(entry.Fold, lines) : [],
        ];
    }

    /// <summary>Lines of a step's log.</summary>
    public IEnumerable<string> Add(LogLines log)
    {
        if (begun.TryGetValue(log.StepId, out var entry))
        {
            var more = Show(entry.Fold, log.Lines).ToList();
            return more is [] ? more : [.. Under(entry), .. more];
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
        var title = step.Conclusion is JobConclusion.Skipped ? [] : Begin(step);
        return step.Conclusion is JobConclusion.Success || silent.Contains(step.Id)
            ? title
            : [.. title, $"{LogText.Render(step.Conclusion, palette)}: {step.Name}"];
    }

    /// <summary>The job is over: what still waits is shown without a title.</summary>
    public IEnumerable<string> Rest() => waiting.Values.SelectMany(lines => Show(new LogFold(), lines));

    private IEnumerable<string> Under(Begun entry)
    {
        if (entry == shown)
        {
            return [];
        }

        shown = entry;
        return [palette.Paint(Style.Dim, $"▶ {entry.Name}, more of it")];
    }

    private IEnumerable<string> Show(LogFold fold, IEnumerable<string> lines) =>
        lines.Select(line => LogText.Render(fold, line, palette)).OfType<string>();

    private sealed class Begun(string name, LogFold fold)
    {
        public string Name => name;

        public LogFold Fold => fold;
    }
}
