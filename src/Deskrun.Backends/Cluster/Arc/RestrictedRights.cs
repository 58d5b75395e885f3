using System.Text.Json.Nodes;
using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>The runner is an ordinary user that can't become another one.</summary>
internal sealed class RestrictedRights : INodeRights
{
    public bool IsRoot => false;

    public IReadOnlyList<KeyValuePair<string, string>> Variables => [];

    public IReadOnlyList<KeyValuePair<string, string>> JobVariables => [];

    public IEnumerable<string> Problems(Installation installation) => ModeRules.NoHostSpaces(installation);

    public IEnumerable<string> HostFields(Installation installation) => [];

    public JsonObject PodSecurity() => RunnerContainer.PodSecurity();

    public JsonObject RunnerSecurity() => PodParts.Restricted();

    // A job's image decides who its user is; many of them expect to be root.
    public JsonObject? JobSecurity() => null;
}
