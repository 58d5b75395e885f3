using System.CommandLine;
using Deskrun.Commands.Installations.Editing;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Installations.Adding;

/// <summary>What the command line asks for, read as a new installation.</summary>
/// <param name="Installation">The installation.</param>
/// <param name="Problems">What can't be read, each with its way out.</param>
/// <param name="Warnings">What is read in another way than it may be meant.</param>
internal sealed record NewInstallation(
    Installation Installation,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Warnings
)
{
    public static NewInstallation Read(
        ParseResult parse,
        InstallationOptions options,
        CredentialReference credential,
        string workingFolder
    )
    {
        var defaults = new Installation
        {
            Name = parse.GetValue(options.Name)!,
            Repository = "",
            Backend = BackendNames.Local,
        };
        var edit = new InstallationEdit(parse, options, workingFolder);
        var installation = edit.Apply(defaults, credential);
        IEnumerable<string> noMode =
            parse.GetValue(options.Mode) is null && installation.Backend == BackendNames.Local
                ? ["--mode is needed on the backend local; --mode process is what is built"]
                : [];
        return new NewInstallation(installation, [.. noMode, .. edit.Problems], edit.Warnings);
    }
}
