using Deskrun.Commands.Clusters.Seeing;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>What <c>deskrun status</c> prints.</summary>
internal sealed record UpStatus
{
    /// <summary>Whether a <c>deskrun up</c> serves this home.</summary>
    public required bool Running { get; init; }

    /// <summary>The process of that <c>up</c>.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Since when it serves.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>True once it takes no new jobs because it is going to end.</summary>
    public bool Stopping { get; init; }

    /// <summary>Which runner program it starts.</summary>
    public string? Runner { get; init; }

    /// <summary>The clusters that installations live on; null when none does.</summary>
    public IReadOnlyList<ClusterStatus>? Clusters { get; init; }

    /// <summary>Every installation.</summary>
    public required IReadOnlyList<ServedStatus> Installations { get; init; }
}

/// <summary>One installation at one moment.</summary>
internal sealed record ServedStatus
{
    public required string Name { get; init; }
    public required string Repository { get; init; }
    public required string Backend { get; init; }

    /// <summary>The kubectl context, for backend <c>kubernetes</c>.</summary>
    public string? Context { get; init; }
    public required string Mode { get; init; }

    /// <summary>One of <see cref="ServedStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is in this state, or why jobs wait; null when nothing blocks.</summary>
    public string? Cause { get; init; }

    public IReadOnlyList<ScaleSetStatus> ScaleSets { get; init; } = [];
}

/// <summary>The words for an installation's state.</summary>
internal static class ServedStates
{
    public const string NotRunning = "not running";
    public const string NotBuilt = "not built yet";
    public const string Starting = "starting";
    public const string Listening = "listening";
    public const string Blocked = "blocked";
    public const string Draining = "draining";

    /// <summary>Its cluster has nothing of it.</summary>
    public const string NotDeployed = "not deployed";

    /// <summary>Its cluster can't be asked.</summary>
    public const string Unreachable = "unreachable";
}

/// <summary>One scale set at one moment.</summary>
internal sealed record ScaleSetStatus
{
    public required string Name { get; init; }

    /// <summary>Its own state, on a cluster; null when it is the installation's.</summary>
    public string? State { get; init; }
    public required bool Healthy { get; init; }
    public DateTimeOffset? LastPoll { get; init; }
    public required int MinRunners { get; init; }
    public required int MaxRunners { get; init; }

    /// <summary>Its listener, on a cluster; null on this machine, where <c>up</c> itself listens.</summary>
    public ListenerView? Listener { get; init; }

    /// <summary>Jobs that wait or run, by the service's count; null on a cluster, where ARC keeps it to itself.</summary>
    public int? Assigned { get; init; }

    /// <summary>How many runners there should be.</summary>
    public required int Desired { get; init; }
    public required bool Draining { get; init; }
    public string? Cause { get; init; }

    /// <summary>Which sort of cause, on a cluster.</summary>
    public string? CauseKind { get; init; }

    /// <summary>The cluster's events behind the cause, the newest first.</summary>
    public IReadOnlyList<EventView>? Events { get; init; }

    /// <summary>What the service did not accept, such as labels that it dropped.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
    public string? LastTrouble { get; init; }
    public DateTimeOffset? LastTroubleAt { get; init; }
    public IReadOnlyList<RunnerView> Runners { get; init; } = [];
    public IReadOnlyList<EndView> RecentEnds { get; init; } = [];
}

/// <summary>One runner at one moment.</summary>
internal sealed record RunnerView(
    string Name,
    string Phase,
    DateTimeOffset Since,
    string? JobId,
    string? JobName,
    long? WorkflowRunId
);

/// <summary>How a runner ended.</summary>
internal sealed record EndView(string Runner, string Kind, string Reason, DateTimeOffset At, int? ExitCode);
