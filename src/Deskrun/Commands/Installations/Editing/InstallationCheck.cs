using Deskrun.Commands.Installations.Adding;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations.Editing;

/// <summary>Everything that can be wrong with an installation, found before anything is written or asked.</summary>
internal static class InstallationCheck
{
    /// <param name="context">The outside world.</param>
    /// <param name="installation">The installation as it shall be.</param>
    /// <param name="before">The one that it changes; null for a new one.</param>
    /// <param name="others">All installations of the home.</param>
    public static IReadOnlyList<string> Problems(
        CliContext context,
        Installation installation,
        Installation? before,
        IReadOnlyList<Installation> others
    )
    {
        var url = RepositoryUrl.Read(installation.Repository, out _);
        // What was said before and has no meaning here may stay; only what is new about it is refused.
        var known = before is null
            ? []
            : OptionFit.Problems(
                before with
                {
                    Backend = installation.Backend,
                    Context = installation.Context,
                    Mode = installation.Mode,
                }
            );
        return
        [
            .. InstallationRules.Problems(installation),
            .. OptionFit.Problems(installation).Except(known),
            .. TrustRules.Problems(installation, url, context.IsRoot),
            .. InstallationRules.Collisions(installation, others),
        ];
    }

    /// <exception cref="CliException">There are problems; all of them are said.</exception>
    public static void Refuse(IEnumerable<string> problems)
    {
        var all = problems.ToList();
        if (all.Count > 0)
        {
            throw new CliException(ExitCodes.Usage, string.Join($"{Environment.NewLine}deskrun: ", all));
        }
    }

    /// <summary>What is odd about it but works.</summary>
    public static IEnumerable<string> Warnings(Installation installation)
    {
        string[] telling = ["TOKEN", "SECRET", "PASSWORD"];
        foreach (
            var name in installation.Environment.Keys.Where(name =>
                telling.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
            )
        )
        {
            yield return $"--env {name} looks like a secret; it is kept and shown as plain text. Give it to jobs as a "
                + "secret of the repository instead";
        }

        if (installation.Credential is CredentialReference.FromFile(var path) && IsOpenToAll(path))
        {
            yield return $"every user of this machine can read {path}; take that right away with: chmod 600 {path}";
        }
    }

    private static bool IsOpenToAll(string path) =>
        File.Exists(path) && (File.GetUnixFileMode(path) & UnixFileMode.OtherRead) != 0;
}
