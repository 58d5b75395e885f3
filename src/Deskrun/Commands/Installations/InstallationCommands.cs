using System.CommandLine;
using Deskrun.Commands.Clusters;
using Deskrun.Commands.Installations.Auth;

namespace Deskrun.Commands.Installations;

/// <summary>The commands on installations.</summary>
internal static class InstallationCommands
{
    public static IEnumerable<Command> Create(CliContext context) =>
        [
            AddCommand.Create(context),
            UpdateCommand.Create(context),
            ListCommand.Create(context),
            StatusCommand.Create(context),
            UpCommand.Create(context),
            DownCommand.Create(context),
            RemoveCommand.Create(context),
            AuthCommand.Create(context),
            ExplainCommand.Create(context),
            LogsCommand.Create(context),
            ClusterCommand.Create(context),
            RenderCommand.Create(context),
            UpgradeCommand.Create(context),
            GcCommand.Create(context),
        ];
}
