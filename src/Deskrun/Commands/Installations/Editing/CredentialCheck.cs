using Deskrun.Commands.Installations.Adding;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Installations.Editing;

/// <summary>Finds out whether a credential is one, and whether the service takes it.</summary>
internal static class CredentialCheck
{
    /// <param name="context">The outside world.</param>
    /// <param name="home">The home.</param>
    /// <param name="installation">Whose; with the reference that is to be checked.</param>
    /// <param name="value">The secret when it was given as a value; null reads the reference.</param>
    /// <param name="offline">Don't ask the service.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CliException">It is none, or the service refuses it or can't be reached.</exception>
    /// <exception cref="CredentialException">The reference leads nowhere.</exception>
    public static async Task RunAsync(
        CliContext context,
        InstallationHome home,
        Installation installation,
        string? value,
        bool offline,
        CancellationToken cancellation
    )
    {
        if (offline && value is null)
        {
            // A variable or file that is not there yet may come before it is needed.
            return;
        }

        var secret = value ?? home.Resolver.Resolve(installation.Name, installation.Credential);
        if (secret.Length == 0)
        {
            throw new CliException(ExitCodes.Usage, "the credential is empty");
        }

        if (CredentialShape.Problem(installation.AuthType, secret) is { } problem)
        {
            throw new CliException(ExitCodes.Usage, problem);
        }

        if (!offline)
        {
            await new ServiceAccess(context).CheckAsync(installation, secret, cancellation);
        }
    }
}
