using Deskrun.Installations.Credentials;
using Deskrun.Installations.Planning;

namespace Deskrun.Installations.Validation;

/// <summary>Says everything that is wrong with an installation at once. Reads no secret and asks no service.</summary>
public static class InstallationRules
{
    private const int MostRunners = 1000;

    /// <summary>Every problem of one installation, each with its way out; none when it is good.</summary>
    public static IReadOnlyList<string> Problems(Installation installation) =>
        [
            .. Find(installation),
            .. FolderRules.Problems(installation),
            .. PodRules.Problems(installation),
            .. ClusterRules.Problems(installation),
        ];

    /// <summary>Scale sets of the installation that another one at the same URL or on the same cluster makes as well.</summary>
    public static IReadOnlyList<string> Collisions(Installation installation, IEnumerable<Installation> others)
    {
        var mine = PlannedScaleSet.Of(installation).Select(set => set.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. others
                .Where(other =>
                    other.Name != installation.Name
                    && (SameService(other, installation) || SameCluster(other, installation))
                )
                .SelectMany(PlannedScaleSet.Of)
                .Where(set => mine.Contains(set.Name))
                .Select(set =>
                    $"the scale set {set.Name} belongs to installation {set.Installation}; choose another name"
                ),
        ];
    }

    private static bool SameService(Installation left, Installation right) =>
        string.Equals(left.Repository, right.Repository, StringComparison.OrdinalIgnoreCase);

    // There a scale set is a Helm release, of which a namespace has one of each name.
    private static bool SameCluster(Installation left, Installation right) =>
        left.Backend != BackendNames.Local && left.Backend == right.Backend && left.Context == right.Context;

    private static IEnumerable<string> Find(Installation installation)
    {
        if (InstallationName.Problem(installation.Name, installation.Instances) is { } name)
        {
            yield return name;
        }

        var url = RepositoryUrl.Read(installation.Repository, out var badUrl);
        if (badUrl is not null)
        {
            yield return badUrl;
        }

        if (RunnerModes.Parse(installation.Mode) is null)
        {
            yield return $"the mode \"{installation.Mode}\" is unknown; it is one of {string.Join(", ", RunnerModes.Words)}";
        }

        if (!BackendNames.All.Contains(installation.Backend))
        {
            yield return $"the backend \"{installation.Backend}\" is unknown; it is one of {string.Join(", ", BackendNames.All)}";
        }

        foreach (
            var problem in Limits(installation).Concat(Authentication(installation, url)).Concat(Labels(installation))
        )
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Limits(Installation installation)
    {
        if (installation.MinRunners < 0)
        {
            yield return $"--min-runners {installation.MinRunners}: the least is 0";
        }

        if (installation.MaxRunners is < 1 or > MostRunners)
        {
            yield return $"--max-runners {installation.MaxRunners}: it is 1 to {MostRunners}";
        }

        if (installation.MinRunners > installation.MaxRunners)
        {
            yield return $"--min-runners {installation.MinRunners} is more than --max-runners {installation.MaxRunners}";
        }

        if (installation.Instances is < 0 or > MostRunners)
        {
            yield return $"--instances {installation.Instances}: it is 1 to {MostRunners}";
        }
    }

    private static IEnumerable<string> Authentication(Installation installation, RepositoryUrl? url)
    {
        if (!AuthTypes.All.Contains(installation.AuthType))
        {
            yield return $"the auth type \"{installation.AuthType}\" is unknown; it is one of {string.Join(", ", AuthTypes.All)}";
        }

        if (installation.AuthType == AuthTypes.GitHubApp)
        {
            if (string.IsNullOrWhiteSpace(installation.AppId))
            {
                yield return "a GitHub App needs --app-id (its client id or app id) besides its private key";
            }

            if (url?.Scope == RepositoryScope.Enterprise)
            {
                yield return "GitHub takes no App for an enterprise's runners; use --auth-type pat";
            }
        }
        else if (installation.AppId is not null || installation.AppInstallationId is not null)
        {
            yield return "--app-id and --installation-id belong to --auth-type github-app";
        }

        if (installation.AppInstallationId is <= 0)
        {
            yield return "--installation-id is a positive number; it is the last part of the App installation's URL";
        }

        if (installation.Credential is CredentialReference.Missing)
        {
            yield return "a credential is needed: --auth-env VARIABLE, --auth-file FILE or --auth-value-stdin";
        }
    }

    private static IEnumerable<string> Labels(Installation installation)
    {
        foreach (var label in installation.Labels.Where(label => !IsLabel(label)))
        {
            yield return $"--labels: \"{label}\" is no label: 1 to 256 letters without white space or commas";
        }

        if (
            installation.Labels.GroupBy(label => label.ToLowerInvariant()).FirstOrDefault(same => same.Count() > 1) is
            { } twice
        )
        {
            yield return $"--labels: \"{twice.Key}\" is given {twice.Count()} times";
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 256
        && !label.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == ',');
}
