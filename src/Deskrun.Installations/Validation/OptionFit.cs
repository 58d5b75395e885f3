namespace Deskrun.Installations.Validation;

/// <summary>
/// Settings that mean nothing for an installation's backend and mode. Who gives one is told so; one that is stored from
/// another backend does no harm and is left alone.
/// </summary>
public static class OptionFit
{
    /// <summary>Each setting that would have no effect, with the reason.</summary>
    public static IReadOnlyList<string> Problems(Installation installation) =>
        installation.Backend == BackendNames.Local ? [.. Local(installation)] : [.. Cluster(installation)];

    private static IEnumerable<string> Local(Installation installation)
    {
        if (installation.Context is not null)
        {
            yield return "--context names a cluster; the backend local has none";
        }

        if (RunnerModes.Parse(installation.Mode) != RunnerMode.Process)
        {
            yield break;
        }

        const string NoContainer = "a runner of mode process is a process of this machine, not a container";
        (string Option, bool Given, string Why)[] rules =
        [
            (
                "--cache",
                installation.CachePaths.Count > 0,
                "a job of mode process sees this machine's folders as they are"
            ),
            ("--mount", installation.Mounts.Count > 0, "a job of mode process sees this machine's folders as they are"),
            ("--image", installation.Image is not null, NoContainer),
            ("--cpus", installation.Cpus is not null, NoContainer),
            ("--memory", installation.Memory is not null, NoContainer),
            ("--template", installation.Template is not null, "templates belong to --mode kro on a cluster"),
            ("--work-volume", installation.WorkVolume is not null, NoContainer),
            ("--host-pid", installation.HostPid, NoContainer),
            ("--host-ipc", installation.HostIpc, NoContainer),
        ];
        foreach (var (option, _, why) in rules.Where(rule => rule.Given))
        {
            yield return $"{option} has no meaning on the backend local in mode process: {why}";
        }
    }

    // What its modes make of the settings of Pods is for the planning of clusters to say.
    private static IEnumerable<string> Cluster(Installation installation)
    {
        if (installation.Context is not null && installation.Backend == BackendNames.Kind)
        {
            yield return "--context has no meaning on the backend kind: its cluster has a context of its own";
        }

        if (installation.TrustJobs)
        {
            yield return "--trust-jobs has no meaning on a cluster: it belongs to mode process";
        }

        if (installation.RunAs is not null)
        {
            yield return "--run-as has no meaning on a cluster: it belongs to mode process";
        }
    }
}
