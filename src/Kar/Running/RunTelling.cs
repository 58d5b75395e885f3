using Deskrun.RunnerContract.Judging;
using Kar.Telling;

namespace Kar.Running;

/// <summary>Tells what the judge noted: log lines, stages, Events.</summary>
internal sealed class RunTelling(RunLog log, Stages stages, PodEvents events)
{
    private bool _running;

    /// <summary>The log.</summary>
    public RunLog Log => log;

    /// <summary>Warns in the log and by an Event.</summary>
    public void Warn(string reason, string text)
    {
        log.Warn(text);
        events.Tell(reason, text, warning: true);
    }

    /// <summary>Tells what is new.</summary>
    public void Tell(RunJudge judge)
    {
        var isRunning = !_running && judge.RunningSince is not null;
        if (isRunning)
        {
            _running = true;
            log.Phase = "running";
            stages.Reach("provisioned");
            stages.Reach("running");
        }

        foreach (var note in judge.TakeNotes())
        {
            if (note.IsWarning)
            {
                Warn("Waiting", note.Text);
            }
            else
            {
                if (note.Text == "KRO: ACTIVE")
                {
                    stages.Reach("provisioned");
                }

                log.Info(note.Text);
            }
        }

        if (isRunning)
        {
            events.Tell("Running", $"the compute runs{(judge.Compute is { } name ? ": " + name : "")}");
        }
    }
}
