using System.CommandLine;

namespace Deskrun.Commands.Clusters;

/// <summary><c>deskrun cluster …</c>: the cluster itself, apart from what runs on it.</summary>
internal static class ClusterCommand
{
    public static Command Create(CliContext context) =>
        new("cluster", "Make, see, mend and remove the local cluster; see and configure any.")
        {
            ClusterCreateCommand.Create(context),
            ClusterDeleteCommand.Create(context),
            ClusterStatusCommand.Create(context),
            ClusterRepairCommand.Create(context),
            ClusterConfigureCommand.Create(context),
        };
}
