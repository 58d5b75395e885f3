using System.CommandLine;
using Deskrun.Backends.Cluster.Kind;
using Deskrun.Commands.Clusters.Kinds;
using Deskrun.Commands.Installations;

namespace Deskrun.Commands.Clusters;

/// <summary><c>deskrun cluster repair</c>: mends the local cluster after a reboot of the machine.</summary>
internal static class ClusterRepairCommand
{
    public static Command Create(CliContext context)
    {
        var command = new Command(
            "repair",
            "Mend the local cluster: start its stopped nodes, write its kubeconfig again, and wait for its API."
        );
        command.SetClusterAction(
            async (_, cancellation) =>
            {
                var home = new InstallationHome(context);
                var tools = new KindTools(context, home, home.Configuration.Load());
                await new ClusterSteps(context).RunAsync(Steps(tools), retain: true, cancellation);
                context.Terminal.Error.WriteLine(
                    $"The cluster {tools.Name} works. Use it with:\n  {tools.KubectlCommand}"
                );
                return ExitCodes.Success;
            }
        );
        return command;
    }

    private static IReadOnlyList<ClusterStep> Steps(KindTools tools) =>
        [
            new("Start the nodes", stop => StartAsync(tools, stop)),
            new("Write the kubeconfig", stop => ExportAsync(tools, stop)),
            new("Wait for its API", async stop => await new KindApi(tools).WaitAsync(stop)),
        ];

    private static async Task<string?> StartAsync(KindTools tools, CancellationToken cancellation)
    {
        var engine = ContainerEngine.Find(tools.Host);
        await engine.CheckAsync(tools.Host, cancellation);
        var nodes = await engine.NodesAsync(tools.Name, tools.Host, cancellation);
        if (nodes.Count == 0)
        {
            throw new KindException(
                KindFailure.NoCluster,
                $"there is no kind cluster {tools.Name} in {engine.Name}; make it with: deskrun cluster create, then "
                    + "deskrun up"
            );
        }

        var stopped = nodes.Where(node => !node.IsRunning).ToList();
        foreach (var node in stopped)
        {
            await engine.StartAsync(node.Name, tools.Host, cancellation);
        }

        foreach (var node in await engine.NodesAsync(tools.Name, tools.Host, cancellation))
        {
            if (!node.IsRunning)
            {
                throw new KindException(
                    KindFailure.Host,
                    $"the node {node.Name} ended right after its start ({node.Since}); {engine.Name} logs {node.Name} says "
                        + "why; if it stays so, make the cluster again: deskrun cluster delete --now, then deskrun cluster "
                        + "create and deskrun up"
                );
            }
        }

        return stopped.Count == 0
            ? "all nodes run already"
            : $"started {string.Join(", ", stopped.Select(node => node.Name))}";
    }

    private static async Task<string?> ExportAsync(KindTools tools, CancellationToken cancellation)
    {
        var kind = new KindCli(await KindProgram.FindAsync(tools.Host, cancellation), tools.Host);
        Directory.CreateDirectory(tools.Places.Folder);
        await kind.ExportAsync(tools.Name, tools.Places.Kubeconfig, cancellation);
        return tools.Places.Kubeconfig;
    }
}
