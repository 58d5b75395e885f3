using System.CommandLine;
using Deskrun.Commands.Installations.Listing;
using Deskrun.Commands.Installations.Output;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun list</c>: what is configured.</summary>
internal static class ListCommand
{
    public static Command Create(CliContext context)
    {
        var output = OutputOption.Create(ResultWriter.Formats);
        var instances = new Option<bool>("--instances") { Description = "Show a line for each scale set." };
        var command = new Command("list", "List the installations that are configured.") { output, instances };
        command.SetGuardedAction(
            (parse, _) =>
            {
                var home = new InstallationHome(context);
                var document = home.Configuration.Load();
                var user = context.Variable("HOME") ?? "";
                var views = document.Installations.Select(each => InstallationView.Of(each, user));
                var list = new InstallationList(home.Folder.Path, document.ClusterName, [.. views]);
                if (list.Installations.Count == 0)
                {
                    context.Terminal.Error.WriteLine($"No installations in {home.Folder.ConfigFile}. {Hints.AddOne}");
                }

                foreach (var view in list.Installations.Where(view => view.Problems.Count > 0))
                {
                    context.Terminal.Error.WriteLine(
                        $"{view.Name}: {string.Join($"{Environment.NewLine}  ", view.Problems)}"
                    );
                }

                ResultWriter.Write(
                    context.Terminal.Out,
                    parse.GetValue(output)!,
                    list,
                    InstallationJson.Default.InstallationList,
                    (writer, value) =>
                    {
                        if (value.Installations.Count > 0)
                        {
                            InstallationList.WriteTable(writer, value, parse.GetValue(instances));
                        }
                    }
                );
                return Task.FromResult(ExitCodes.Success);
            }
        );
        return command;
    }
}
