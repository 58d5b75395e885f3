using Deskrun.Installations.Configuration;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Homes;
using Deskrun.Workspaces;

namespace Deskrun.Commands.Installations;

/// <summary>The home of the user who typed the command, and the ways to read and change it.</summary>
internal sealed class InstallationHome
{
    public InstallationHome(CliContext context)
    {
        Folder = new DeskrunHome(context.Home);
        Configuration = new ConfigurationFile(Folder, context.Time);
        Credentials = new CredentialStore(Folder);
        Resolver = new CredentialResolver(
            Credentials,
            context.Variable,
            // A file is read at once, also while everything comes to its end after Ctrl+C; only a pipe may keep us waiting.
            (path, read) => SpecialFile.Is(new FileInfo(path)) ? context.Interruptible(read) : read()
        );
    }

    public DeskrunHome Folder { get; }

    public ConfigurationFile Configuration { get; }

    public CredentialStore Credentials { get; }

    public CredentialResolver Resolver { get; }
}
