using Deskrun.Installations.Configuration;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Installations;

/// <summary>The home of the user who typed the command, and the ways to read and change it.</summary>
internal sealed class InstallationHome
{
    public InstallationHome(CliContext context)
    {
        Folder = new DeskrunHome(context.Home);
        Configuration = new ConfigurationFile(Folder, context.Time);
        Credentials = new CredentialStore(Folder);
        Resolver = new CredentialResolver(Credentials, context.Variable);
    }

    public DeskrunHome Folder { get; }

    public ConfigurationFile Configuration { get; }

    public CredentialStore Credentials { get; }

    public CredentialResolver Resolver { get; }
}
