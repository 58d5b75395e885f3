using Deskrun.ActionsService.Runs;

namespace Deskrun.Rendering.Runs;

/// <summary>One way to show a run while it goes on.</summary>
internal interface IRunView
{
    /// <summary>A remark of deskrun itself: which runner is used, what is ignored, what is being stopped.</summary>
    void Note(string text);

    /// <summary>Something happened in the run.</summary>
    void Show(RunEvent happened);

    /// <summary>Time went by; what shows elapsed time is drawn anew.</summary>
    void Tick();

    /// <summary>The run is over.</summary>
    void Finish(RunReport report);
}
