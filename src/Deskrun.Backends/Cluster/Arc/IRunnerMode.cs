using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>How a mode becomes Pods.</summary>
internal interface IRunnerMode
{
    /// <summary>Variables that the mode sets itself, which <c>--env</c> must leave alone.</summary>
    IReadOnlyList<string> OwnVariables { get; }

    /// <summary>Where the mode mounts something itself, which <c>--cache</c> and <c>--mount</c> must leave alone.</summary>
    IReadOnlyList<string> OwnTargets { get; }

    /// <summary>What of the installation doesn't go with the mode, with the way out.</summary>
    IEnumerable<string> Problems(Installation installation);

    /// <summary>The Pods of one scale set; called only when there are no problems.</summary>
    PodDesign Design(ScaleSetInput input);
}
