using System.CommandLine;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Installations.Editing;

/// <summary>The options that say what the credential is and where it is found.</summary>
internal sealed class CredentialOptions
{
    public Option<string?> AuthType { get; } =
        new("--auth-type")
        {
            Description = $"The kind of credential; {AuthTypes.Pat} unless another one is given.",
            HelpName = string.Join('|', AuthTypes.All),
        };

    public Option<string?> AuthEnv { get; } =
        new("--auth-env")
        {
            Description = "Read the token or private key from this variable whenever it is needed.",
            HelpName = "VARIABLE",
        };

    public Option<string?> AuthFile { get; } =
        new("--auth-file") { Description = "Read it from this file whenever it is needed.", HelpName = "FILE" };

    public Option<bool> AuthValueStdin { get; } =
        new("--auth-value-stdin") { Description = "Read it from stdin now and keep it in a file of mode 0600." };

    public Option<string?> AuthValue { get; } =
        new("--auth-value")
        {
            Description = "The value itself; other users of this machine can see it while the command runs.",
            HelpName = "VALUE",
        };

    public Option<string?> AppId { get; } =
        new("--app-id") { Description = "The GitHub App's client id or app id.", HelpName = "ID" };

    public Option<long?> AppInstallationId { get; } =
        new("--installation-id")
        {
            Description = "The GitHub App's installation; found from the URL when absent.",
            HelpName = "NUMBER",
        };

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All =>
        [AuthType, AuthEnv, AuthFile, AuthValueStdin, AuthValue, AppId, AppInstallationId];
}
