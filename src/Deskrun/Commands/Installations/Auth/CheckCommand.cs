using System.CommandLine;
using Deskrun.Commands.Installations.Editing;
using Deskrun.Commands.Installations.Output;
using Deskrun.GitHub.Wire;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Installations.Auth;

/// <summary><c>deskrun auth check [NAME]</c>: asks the service about each credential and says what is wrong.</summary>
internal static class CheckCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string?>("name")
        {
            Description = "Only this installation.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = OutputOption.Create(ResultWriter.Formats);
        var command = new Command("check", "Ask the service whether it accepts the credentials, and say what is wrong.")
        {
            name,
            output,
        };
        command.Aliases.Add("status");
        command.SetGuardedAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var document = home.Configuration.Load();
                var one = parse.GetValue(name);
                var chosen = document.Installations.Where(each => one is null || each.Name == one).ToList();
                if (one is not null && chosen.Count == 0)
                {
                    throw new CliException(ExitCodes.Usage, UnknownName.Message(one, document));
                }

                var states = await Task.WhenAll(chosen.Select(each => CheckAsync(context, home, each, cancellation)));
                ResultWriter.Write(
                    context.Terminal.Out,
                    parse.GetValue(output)!,
                    new CredentialReport(states),
                    InstallationJson.Default.CredentialReport,
                    CredentialReport.WriteText
                );
                return states.All(state => state.Problem is null) ? ExitCodes.Success : ExitCodes.Service;
            }
        );
        return command;
    }

    private static async Task<CredentialState> CheckAsync(
        CliContext context,
        InstallationHome home,
        Installation each,
        CancellationToken cancellation
    )
    {
        try
        {
            await CredentialCheck.RunAsync(context, home, each, null, offline: false, cancellation);
            return State("accepted", null);
        }
        catch (CliException silent) when (silent.ExitCode == ExitCodes.Service && IsSilent(silent.InnerException))
        {
            return State("unreachable", silent.Message);
        }
        catch (CliException refused) when (refused.ExitCode == ExitCodes.Service)
        {
            return State("refused", refused.Message);
        }
        catch (Exception missing) when (missing is CredentialException or CliException)
        {
            return State("missing", missing.Message);
        }

        CredentialState State(string word, string? problem) =>
            new(each.Name, each.Repository, each.AuthType, each.Credential.Describe(), word, problem);
    }

    // Nothing is known of a credential that nobody could be asked about.
    private static bool IsSilent(Exception? cause) =>
        cause
            is null
                or ActionsServiceException
                {
                    Kind: ActionsServiceErrorKind.Unreachable or ActionsServiceErrorKind.Unavailable,
                };
}
