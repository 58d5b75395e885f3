namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>The one cause that keeps jobs waiting.</summary>
/// <param name="Kind">Which sort of cause.</param>
/// <param name="Cause">What is wrong, on what, in one line.</param>
/// <param name="WayOut">What a person can do.</param>
public sealed record Blockage(BlockKind Kind, string Cause, string WayOut)
{
    /// <summary>The events behind it, the newest first.</summary>
    public IReadOnlyList<ClusterEvent> Events { get; init; } = [];

    /// <summary>Cause and way out as one line.</summary>
    public override string ToString() => $"{Cause}; {WayOut}";
}

/// <summary>The sorts of causes.</summary>
public enum BlockKind
{
    /// <summary>ARC, or its controller's Pod, isn't there.</summary>
    ControllerMissing,

    /// <summary>ARC's controller doesn't run.</summary>
    ControllerNotReady,

    /// <summary>A scale set of this name was made by somebody else.</summary>
    Foreign,

    /// <summary>Making or removing it was interrupted.</summary>
    Interrupted,

    /// <summary>GitHub takes no runner of this version any more.</summary>
    Outdated,

    /// <summary>The template is missing, or KRO does not serve it.</summary>
    Graph,

    /// <summary>There is no listener.</summary>
    ListenerMissing,

    /// <summary>The listener doesn't run.</summary>
    ListenerNotReady,

    /// <summary>The service does not accept the credential.</summary>
    Credential,

    /// <summary>Another listener holds the scale set's session.</summary>
    Session,

    /// <summary>The scale set is gone at the service.</summary>
    ScaleSetGone,

    /// <summary>The cluster does not reach the service.</summary>
    Network,

    /// <summary>The scale set is not registered at the service.</summary>
    NotRegistered,

    /// <summary>An image can't be pulled.</summary>
    Image,

    /// <summary>The namespace's quota is used up.</summary>
    Quota,

    /// <summary>A volume can't be made or mounted.</summary>
    Volume,

    /// <summary>No node takes the Pod.</summary>
    Scheduling,

    /// <summary>A container can't be started.</summary>
    Start,

    /// <summary>A container ends again and again.</summary>
    Crash,

    /// <summary>KRO reports an error on the instance that makes the compute.</summary>
    Instance,

    /// <summary>ARC gave a runner up; it holds its slot.</summary>
    RunnerFailed,
}

/// <summary>An event of the cluster.</summary>
/// <param name="At">When it was seen last.</param>
/// <param name="About">What it is about: kind and name.</param>
/// <param name="Reason">Its reason in one word.</param>
/// <param name="Message">Its message in one line.</param>
/// <param name="Count">How often it was seen.</param>
/// <param name="IsWarning">Whether it tells of trouble.</param>
public sealed record ClusterEvent(
    DateTimeOffset? At,
    string About,
    string Reason,
    string Message,
    long Count,
    bool IsWarning
);
