using Deskrun.ActionsService.Runs;

namespace Deskrun.Rendering.Runs;

/// <summary>
/// Puts events into an order that can be read: lines of a step come by another way than the news that it began, often
/// sooner, and would then not tell whose they are. They wait for that news, or for the end of their job.
/// </summary>
internal sealed class StepOrder
{
    private readonly HashSet<Guid> told = [];
    private readonly Dictionary<Guid, List<LogLines>> waiting = [];

    /// <summary>Takes one event in, and gives those that can be told now.</summary>
    public IReadOnlyList<RunEvent> Take(RunEvent happened)
    {
        switch (happened)
        {
            case LogLines lines when !told.Contains(lines.StepId):
                if (!waiting.TryGetValue(lines.StepId, out var held))
                {
                    waiting.Add(lines.StepId, held = []);
                }

                held.Add(lines);
                return [];
            case StepStarted { Step.Id: var id }:
                told.Add(id);
                return [happened, .. Release(id)];
            case StepCompleted { Step.Id: var id }:
                told.Add(id);
                return [.. Release(id), happened];
            case JobCompleted { Job: var job }:
                return
                [
                    .. waiting.Where(w => w.Value[0].Job == job).Select(w => w.Key).ToList().SelectMany(Release),
                    happened,
                ];
            default:
                return [happened];
        }
    }

    /// <summary>What still waits when there is no more to come.</summary>
    public IReadOnlyList<RunEvent> Rest() => [.. waiting.Keys.ToList().SelectMany(Release)];

    private List<LogLines> Release(Guid step) => waiting.Remove(step, out var held) ? held : [];
}
