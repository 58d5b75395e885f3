using System.CommandLine;

namespace Deskrun.Commands.Installations.Auth;

/// <summary><c>deskrun auth rotate|check</c>: the credentials of installations.</summary>
internal static class AuthCommand
{
    public static Command Create(CliContext context) =>
        new("auth", "Check and replace the credentials of installations.")
        {
            RotateCommand.Create(context),
            CheckCommand.Create(context),
        };
}
