using System.CommandLine;
using Deskrun.Commands.Clusters.Configuring;
using Deskrun.Commands.Installations;
using Deskrun.Installations;

namespace Deskrun.Commands.Clusters;

/// <summary><c>deskrun cluster configure</c>: keeps what is given, and shows what is set.</summary>
internal static class ClusterConfigureCommand
{
    public static Command Create(CliContext context)
    {
        var options = new SettingsOptions();
        var output = OutputOption.Create("yaml", "json");
        var command = new Command(
            "configure",
            "Set how clusters are: only what is given changes, and the word default takes a setting back. "
                + "Without options the settings are shown."
        )
        {
            output,
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
                var settings = SettingsInput.Read(parse, options, before.Cluster, context.WorkingFolder);
                var after = await home.Configuration.ChangeAsync(now => now.WithCluster(settings), cancellation);
                if (!ReferenceEquals(before.Cluster, settings) && ForTheNode(before.Cluster) != ForTheNode(settings))
                {
                    context.Terminal.Error.WriteLine(
                        "A kind cluster that is there keeps its node as it is; these settings hold for the next one: "
                            + "deskrun cluster delete, then deskrun cluster create."
                    );
                }

                SettingsText.Write(context.Terminal.Out, after, parse.GetValue(output)!);
                return ExitCodes.Success;
            }
        );
        return command;
    }

    private static string ForTheNode(ClusterSettings settings) =>
        string.Join(
            '\n',
            [
                settings.NodeImage,
                settings.Provider,
                settings.ApiPort?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                settings.CacheRoot,
                settings.HostDocker.ToString(),
                settings.HostNix.ToString(),
                .. settings.RegistryMirrors,
                .. settings.NodeMounts.Select(each => each.ToString()),
            ]
        );
}
