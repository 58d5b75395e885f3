using System.CommandLine;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Installations.Editing;

/// <summary>Puts a credential that was given over an installation; what isn't given stays.</summary>
internal static class CredentialEdit
{
    public static Installation Apply(
        ParseResult parse,
        CredentialOptions options,
        Installation before,
        CredentialReference credential
    )
    {
        var type = parse.GetValue(options.AuthType) ?? before.AuthType;
        // Another kind of credential has nothing of the old one's.
        var kept = type == before.AuthType ? before : before with { AppId = null, AppInstallationId = null };
        return kept with
        {
            AuthType = type,
            AppId = parse.GetValue(options.AppId) ?? kept.AppId,
            AppInstallationId = parse.GetValue(options.AppInstallationId) ?? kept.AppInstallationId,
            Credential = credential is CredentialReference.Missing ? kept.Credential : credential,
        };
    }

    /// <summary>What can't be meant.</summary>
    public static IEnumerable<string> Problems(Installation before, Installation after, CredentialInput input)
    {
        if (before.AuthType != after.AuthType && !input.IsGiven)
        {
            yield return $"--auth-type {after.AuthType} needs its credential, too: --auth-env, --auth-file or --auth-value-stdin";
        }
    }
}
