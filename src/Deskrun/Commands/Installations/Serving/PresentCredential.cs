using Deskrun.Commands.Installations.Adding;
using Deskrun.GitHub.Auth;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>
/// What the credential of a served installation is at this moment. The configuration is read again each time, so that a
/// rotated one is taken without any session being closed.
/// </summary>
internal sealed class PresentCredential(InstallationHome home, Installation started)
{
    private volatile Installation last = started;

    /// <exception cref="Deskrun.Installations.Credentials.CredentialException">It is missing or unreadable.</exception>
    public GitHubCredential Read()
    {
        var present = last = Configured() ?? last;
        return ServiceAccess.CredentialOf(present, home.Resolver.Resolve(present.Name, present.Credential));
    }

    // A file that is being edited wrongly, or an installation that is on its way out, is no reason to stop what runs.
    private Installation? Configured()
    {
        try
        {
            return home.Configuration.Load().Find(last.Name);
        }
        catch (Exception unreadable) when (unreadable is ConfigurationException or IOException)
        {
            return null;
        }
    }
}
