using Deskrun.ActionsService;
using Deskrun.Pools.Timeline;

namespace Deskrun.Commands.Run;

/// <summary>
/// Tells the embedded service at once when a runner's program ended in the middle of a job: nobody need wait for the job's lock to lapse.
/// </summary>
internal sealed class LostRunnerWatch(ActionsServiceHost service) : ITimeline
{
    /// <inheritdoc />
    public void Add(TimelineEvent step)
    {
        if (step is { Step: TimelineStep.RunnerLost, RunnerName: { } runner })
        {
            service.ReportLostRunner(runner, step.Detail ?? "its program is gone");
        }
    }
}
