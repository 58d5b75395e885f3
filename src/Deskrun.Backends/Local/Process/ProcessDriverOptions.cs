using Deskrun.Backends.Local.Programs;

namespace Deskrun.Backends.Local.Process;

/// <summary>What a process driver works with.</summary>
public sealed record ProcessDriverOptions
{
    /// <summary>The deskrun home; runners live below <c>runners-live/</c> of it.</summary>
    public required string Home { get; init; }

    /// <summary>The program that is the runner; null for a driver that only finds and stops runners.</summary>
    public IRunnerProgram? Program { get; init; }

    /// <summary>Fills the workspace of each runner; null leaves it to the job.</summary>
    public IWorkspaceSource? Workspace { get; init; }

    /// <summary>Runs runners as another user; only root can. Null runs them as this process's user.</summary>
    public RunAsUser? RunAs { get; init; }

    /// <summary>Where runners live when they run as another user, who cannot enter the home. Default: <c>/var/lib/deskrun</c>.</summary>
    public string SharedRoot { get; init; } = "/var/lib/deskrun";

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
