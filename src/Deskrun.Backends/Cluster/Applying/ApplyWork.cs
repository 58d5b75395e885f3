using Deskrun.Backends.Cluster.Helm;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>What everything that acts on a cluster works with.</summary>
public sealed record ApplyWork
{
    /// <summary>Speaks to the API server.</summary>
    public required KubeClient Client { get; init; }

    /// <summary>Runs Helm.</summary>
    public required HelmCli Helm { get; init; }

    /// <summary>Our namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The id of the home that acts: what another home made is not ours.</summary>
    public required string Home { get; init; }

    /// <summary>Where all time comes from.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Takes one line for people.</summary>
    public Action<string> Tell { get; init; } = _ => { };

    /// <summary>How long things may take.</summary>
    public ApplyPatience Patience { get; init; } = new();

    /// <summary>Called after each thing that was written, with its name: where a test interrupts.</summary>
    public Func<string, Task> AfterStep { get; init; } = _ => Task.CompletedTask;
}
