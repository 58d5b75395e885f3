using System.CommandLine;
using Deskrun.Backends.Cluster.Kind;
using Deskrun.Commands.Installations;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Commands.Clusters;

/// <summary>Gives the ends of commands on clusters their exit codes.</summary>
internal static class ClusterErrors
{
    /// <summary>Sets a command's action so that these ends are no internal errors.</summary>
    public static void SetClusterAction(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetGuardedAction(
            async (parse, cancellation) =>
            {
                try
                {
                    return await action(parse, cancellation);
                }
                catch (KindException failed)
                {
                    var code = failed.Failure is KindFailure.NameTaken or KindFailure.NoCluster
                        ? ExitCodes.Usage
                        : ExitCodes.Environment;
                    throw new CliException(code, failed.Message, failed);
                }
                catch (Exception failed) when (failed is ImageArchiveException or KubeException)
                {
                    throw new CliException(ExitCodes.Environment, failed.Message, failed);
                }
            }
        );
}
