using System.Text.Json.Nodes;
using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>The runner and its jobs are root on their node: for jobs that mount, trace or run systemd.</summary>
internal sealed class PrivilegedRights : INodeRights
{
    private static readonly string[] _capabilities =
    [
        "SYS_ADMIN",
        "NET_ADMIN",
        "SYS_PTRACE",
        "SYS_CHROOT",
        "SETFCAP",
        "SETPCAP",
        "NET_RAW",
        "IPC_LOCK",
        "SYS_RESOURCE",
        "MKNOD",
        "AUDIT_WRITE",
        "AUDIT_CONTROL",
    ];

    private static readonly KeyValuePair<string, string> _ignoreChroot = new("SYSTEMD_IGNORE_CHROOT", "1");

    public bool IsRoot => true;

    // The runner's start script refuses root without the first.
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; } =
    [new("RUNNER_ALLOW_RUNASROOT", "1"), _ignoreChroot];

    public IReadOnlyList<KeyValuePair<string, string>> JobVariables { get; } = [_ignoreChroot];

    public IEnumerable<string> Problems(Installation installation) => [];

    public IEnumerable<string> HostFields(Installation installation)
    {
        if (installation.HostPid)
        {
            yield return "hostPID";
        }

        if (installation.HostIpc)
        {
            yield return "hostIPC";
        }
    }

    public JsonObject PodSecurity() => new() { ["runAsUser"] = 0, ["runAsGroup"] = 0 };

    public JsonObject RunnerSecurity() =>
        new()
        {
            ["privileged"] = true,
            ["runAsUser"] = 0,
            ["capabilities"] = new JsonObject
            {
                ["add"] = new JsonArray([.. _capabilities.Select(each => (JsonNode)each)]),
            },
        };

    public JsonObject? JobSecurity() => RunnerSecurity();
}
