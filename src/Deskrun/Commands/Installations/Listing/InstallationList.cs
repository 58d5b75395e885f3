using Deskrun.Commands.Installations.Output;

namespace Deskrun.Commands.Installations.Listing;

/// <summary>What <c>deskrun list</c> prints.</summary>
/// <param name="Home">The folder of the configuration.</param>
/// <param name="ClusterName">Name of the local cluster, for the backend kind.</param>
/// <param name="Installations">Every installation, by name.</param>
internal sealed record InstallationList(string Home, string ClusterName, IReadOnlyList<InstallationView> Installations)
{
    public static void WriteTable(TextWriter writer, InstallationList list, bool instances)
    {
        var rows = list.Installations.SelectMany(each =>
            (instances ? each.ScaleSets : [each.Name]).Select(name => Row(each, name))
        );
        TextTable.Write(writer, ["NAME", "REPOSITORY", "BACKEND", "MODE", "RUNNERS", "AUTH"], [.. rows]);
    }

    private static IReadOnlyList<string> Row(InstallationView each, string name) =>
        [
            name,
            each.Repository,
            each.Context is null ? each.Backend : $"{each.Backend}/{each.Context}",
            each.Mode,
            each.Instances > 1
                ? name == each.Name
                    ? $"{each.Instances} x 1"
                    : "1"
                : $"{each.MinRunners}-{each.MaxRunners}",
            $"{each.AuthType} ({each.Credential})",
        ];
}
