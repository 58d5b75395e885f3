using System.CommandLine;
using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Kind;
using Deskrun.Commands.Clusters.Applying;
using Deskrun.Commands.Clusters.Kinds;
using Deskrun.Commands.Installations;
using Deskrun.Installations;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Commands.Clusters;

/// <summary><c>deskrun cluster delete</c>: removes the local cluster, but not while installations run on it.</summary>
internal static class ClusterDeleteCommand
{
    public static Command Create(CliContext context)
    {
        var now = new Option<bool>("--now")
        {
            Description =
                "Delete it although installations run on it: their jobs die, and their scale sets stay at the service.",
        };
        var command = new Command("delete", "Remove the local cluster. The caches on this machine's disk stay.")
        {
            now,
        };
        command.SetClusterAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var tools = new KindTools(context, home, home.Configuration.Load());
                var kind = new KindCli(await KindProgram.FindAsync(tools.Host, cancellation), tools.Host);
                var engine = ContainerEngine.Find(tools.Host);
                await engine.CheckAsync(tools.Host, cancellation);
                var nodes = await engine.NodesAsync(tools.Name, tools.Host, cancellation);
                if (nodes.Count > 0 && !parse.GetValue(now))
                {
                    await RefuseInUseAsync(tools, cancellation);
                }

                await KindDeletion.RunAsync(tools, kind, cancellation);
                if (Directory.Exists(tools.Places.Folder))
                {
                    Directory.Delete(tools.Places.Folder, recursive: true);
                }

                context.Terminal.Error.WriteLine(
                    nodes.Count > 0 ? $"The cluster {tools.Name} is gone." : $"There was no cluster {tools.Name}."
                );
                return ExitCodes.Success;
            }
        );
        return command;
    }

    private static async Task RefuseInUseAsync(KindTools tools, CancellationToken cancellation)
    {
        var (names, how) = await InUseAsync(tools, cancellation);
        if (names.Count > 0)
        {
            throw new CliException(
                ExitCodes.Usage,
                $"the cluster {tools.Name} is in use by {string.Join(", ", names)}{how}; take them out first with: "
                    + "deskrun down, or delete it all the same with --now (running jobs die, and GitHub keeps the scale sets)"
            );
        }
    }

    private static async Task<(IReadOnlyList<string> Names, string How)> InUseAsync(
        KindTools tools,
        CancellationToken cancellation
    )
    {
        try
        {
            using var access = ClusterAccess.Open(tools.Context, tools.Home, BackendNames.Kind, null);
            var reading = await new ReleaseReader(
                access.Client,
                tools.Settings.Namespace,
                HomeId.Of(tools.Home.Folder)
            ).ReadAsync(withKro: false, cancellation);
            return ([.. reading.Found.ScaleSets.Select(each => each.Name)], "");
        }
        catch (Exception silent) when (silent is KubeException or CliException)
        {
            // Nobody can be asked: what the configuration says must do.
            var configured = tools
                .Installations.Where(each => each.Backend == BackendNames.Kind)
                .Select(each => each.Name);
            return ([.. configured], " (its API doesn't answer, so this is what the configuration says)");
        }
    }
}
