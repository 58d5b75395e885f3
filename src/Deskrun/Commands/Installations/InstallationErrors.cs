using System.CommandLine;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Installations;

/// <summary>Gives the ends that a person can act on their exit codes, for every command that works on installations.</summary>
internal static class InstallationErrors
{
    /// <summary>Sets a command's action so that these ends are no internal errors.</summary>
    public static void SetGuardedAction(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(
            async (parse, cancellation) =>
            {
                try
                {
                    return await action(parse, cancellation);
                }
                catch (Exception failed) when (failed is ConfigurationException or CredentialException)
                {
                    throw new CliException(ExitCodes.Usage, failed.Message, failed);
                }
                catch (Exception failed) when (failed is TimeoutException or IOException or UnauthorizedAccessException)
                {
                    throw new CliException(ExitCodes.Environment, failed.Message, failed);
                }
            }
        );

    /// <summary>What is meant to come and isn't there; it says so before anything is changed.</summary>
    public static CliException NotBuilt(string what) => new(ExitCodes.NotBuilt, $"{what}; nothing was changed");
}
