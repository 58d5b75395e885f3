using System.Text.Json.Nodes;
using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>What runners and jobs may do on their node.</summary>
internal interface INodeRights
{
    /// <summary>Whether the runner is root.</summary>
    bool IsRoot { get; }

    /// <summary>Variables of the runner.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Variables { get; }

    /// <summary>Variables of job containers.</summary>
    IReadOnlyList<KeyValuePair<string, string>> JobVariables { get; }

    /// <summary>What of the installation doesn't go with these rights.</summary>
    IEnumerable<string> Problems(Installation installation);

    /// <summary>Fields of the Pod's spec that open the node's own spaces.</summary>
    IEnumerable<string> HostFields(Installation installation);

    /// <summary>The Pod's security context.</summary>
    JsonObject PodSecurity();

    /// <summary>The runner container's security context.</summary>
    JsonObject RunnerSecurity();

    /// <summary>The job containers' security context; null leaves it to the image.</summary>
    JsonObject? JobSecurity();
}
