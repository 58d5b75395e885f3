using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>What several modes refuse.</summary>
internal static class ModeRules
{
    public static IEnumerable<string> NoHostSpaces(Installation installation)
    {
        if (installation.HostPid || installation.HostIpc)
        {
            yield return "--host-pid and --host-ipc belong to --mode cached-privileged-kubernetes";
        }
    }

    public static IEnumerable<string> NoWorkVolume(Installation installation)
    {
        if (installation.WorkVolume is not null)
        {
            yield return "--work-volume belongs to --mode kubernetes and cached-privileged-kubernetes";
        }
    }

    public static IEnumerable<string> NoTemplate(Installation installation)
    {
        if (installation.Template is not null)
        {
            yield return "--template belongs to --mode kro";
        }
    }
}
