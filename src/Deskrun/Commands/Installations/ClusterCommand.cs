using System.CommandLine;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun cluster create|delete|status</c>: known words that say what isn't built.</summary>
internal static class ClusterCommand
{
    public static Command Create(CliContext _) =>
        Group(
            "cluster",
            "Manage the local cluster of the backend kind (not built yet).",
            ("create", "Create the cluster (not built yet)."),
            ("delete", "Delete the cluster (not built yet)."),
            ("status", "Show the cluster (not built yet).")
        );

    private static Command Group(string name, string description, params (string Name, string Description)[] verbs)
    {
        var group = new Command(name, description);
        foreach (var verb in verbs)
        {
            var command = new Command(verb.Name, verb.Description);
            command.SetAction(
                int (_) => throw InstallationErrors.NotBuilt($"deskrun {name} {verb.Name}: {Hints.Clusters}")
            );
            group.Subcommands.Add(command);
        }

        return group;
    }
}
