using Deskrun.Installations;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations.Adding;

/// <summary>Mode process is no boundary: who lets strangers' jobs in must say so, and never as root.</summary>
internal static class TrustRules
{
    public static IEnumerable<string> Problems(Installation installation, RepositoryUrl? url, bool isRoot)
    {
        // Only jobs that were queued on this machine come from a service on loopback.
        if (url is null || url.IsLoopback || RunnerModes.Parse(installation.Mode) != RunnerMode.Process)
        {
            yield break;
        }

        if (!installation.TrustJobs)
        {
            yield return "in mode process a job reads everything that this machine's user can read, keys and logins "
                + "included; if every author of the repository's workflows may do that, add --trust-jobs";
        }

        if (isRoot && installation.RunAs is null)
        {
            yield return "deskrun runs as root, so jobs would be root, too; give --run-as USER, a user without rights";
        }
    }
}
