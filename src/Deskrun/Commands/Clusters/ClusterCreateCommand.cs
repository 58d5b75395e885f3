using System.CommandLine;
using Deskrun.Commands.Clusters.Configuring;
using Deskrun.Commands.Clusters.Kinds;
using Deskrun.Commands.Installations;

namespace Deskrun.Commands.Clusters;

/// <summary><c>deskrun cluster create</c>: makes the local cluster in visible steps; a failed one leaves nothing.</summary>
internal static class ClusterCreateCommand
{
    public static Command Create(CliContext context)
    {
        var options = new SettingsOptions();
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Print the configuration that kind would get, and change nothing.",
        };
        var retain = new Option<bool>("--retain") { Description = "Leave what a failed creation made, to look at it." };
        var setContext = new Option<bool>("--set-context")
        {
            Description = "Make the cluster kubectl's current context. Without it the current one stays.",
        };
        var command = new Command(
            "create",
            "Make the local cluster with kind: one node, which sees nothing of this machine but the folder of the caches. "
                + "The options are those of cluster configure, and are kept."
        )
        {
            dryRun,
            retain,
            setContext,
        };
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        command.SetClusterAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var before = home.Configuration.Load();
                var document = before.WithCluster(
                    SettingsInput.Read(parse, options, before.Cluster, context.WorkingFolder)
                );
                var tools = new KindTools(context, home, document);
                var steps = new KindCreation(tools, parse.GetValue(retain), parse.GetValue(setContext)).Steps();
                if (parse.GetValue(dryRun))
                {
                    foreach (var step in steps)
                    {
                        context.Terminal.Error.WriteLine($"would: {step.Title}");
                    }

                    context.Terminal.Out.Write(tools.Configuration.ToYaml());
                    return ExitCodes.Success;
                }

                await home.Configuration.ChangeAsync(now => now.WithCluster(document.Cluster), cancellation);
                try
                {
                    await new ClusterSteps(context).RunAsync(steps, parse.GetValue(retain), cancellation);
                }
                catch (Exception) when (!parse.GetValue(retain))
                {
                    // A wrong option must not stay and fail the next command, too.
                    await home.Configuration.ChangeAsync(
                        now => now.WithCluster(before.Cluster),
                        CancellationToken.None
                    );
                    throw;
                }

                context.Terminal.Error.WriteLine(
                    $"""
                    The cluster {tools.Name} is there. Use it with:
                      {tools.KubectlCommand}
                    Put the installations on it with:
                      deskrun up --backend kind
                    """
                );
                return ExitCodes.Success;
            }
        );
        return command;
    }
}
