namespace Deskrun.Installations.Validation;

/// <summary>What an installation needs of a cluster, and a cluster of an installation.</summary>
internal static class ClusterRules
{
    /// <summary>Helm releases of deskrun's own in the namespace of the scale sets, whose releases are called as they are.</summary>
    private static readonly string[] TakenNames = ["deskrun-arc"];

    public static IEnumerable<string> Problems(Installation installation)
    {
        if (installation.Backend == BackendNames.Local)
        {
            if (RunnerModes.Parse(installation.Mode) == RunnerMode.Kro)
            {
                yield return "the mode kro needs a cluster: --backend kind, or --backend kubernetes with --context NAME";
            }

            yield break;
        }

        if (TakenNames.Contains(installation.Name))
        {
            yield return $"the name {installation.Name} is taken on clusters by a Helm release of deskrun's own; choose another";
        }

        if (installation.Backend == BackendNames.Kubernetes && string.IsNullOrWhiteSpace(installation.Context))
        {
            yield return "the backend kubernetes needs --context NAME; see: kubectl config get-contexts";
        }

        if (RunnerModes.Parse(installation.Mode) == RunnerMode.Process)
        {
            yield return "the mode process is for the backend local only; on a cluster choose kubernetes, "
                + "cached-privileged-kubernetes, dind or kro with --mode";
        }
    }
}
