using System.CommandLine;
using Deskrun.Commands.Installations;
using Deskrun.Commands.Run;

namespace Deskrun.Commands;

/// <summary>The whole command line. A new command is one line here and one file beside.</summary>
internal static class CommandTree
{
    public static RootCommand Create(CliContext context)
    {
        var root = new RootCommand("Turn the computers you already have into GitHub Actions compute.");
        root.Subcommands.Add(RunCommand.Create(context));
        root.Subcommands.Add(ServiceCommand.Create(context));
        root.Subcommands.Add(VersionCommand.Create(context));
        root.Subcommands.Add(CompletionCommand.Create(context));
        root.Subcommands.Add(ScriptRunnerCommand.Create(context));
        foreach (var command in InstallationCommands.Create(context))
        {
            root.Subcommands.Add(command);
        }

        return root;
    }
}
