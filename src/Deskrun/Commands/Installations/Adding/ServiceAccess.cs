using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Wire;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Installations.Adding;

/// <summary>Speaks to the Actions service in an installation's name, for commands that somebody waits for.</summary>
internal sealed class ServiceAccess(CliContext context)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A client for an installation.</summary>
    /// <param name="installation">Whose.</param>
    /// <param name="secret">The token or private key.</param>
    /// <param name="retry">How often requests are tried.</param>
    /// <param name="present">Asked for the credential again whenever a token is renewed; null keeps the first one.</param>
    /// <param name="connections">Shared with other clients, and disposed of by its owner; null gives the client its own.</param>
    public ActionsServiceClient Open(
        Installation installation,
        string secret,
        RetryOptions retry,
        Func<GitHubCredential>? present = null,
        HttpMessageHandler? connections = null
    )
    {
        try
        {
            return new ActionsServiceClient(
                new ActionsServiceClientOptions
                {
                    ConfigUrl = ConfigUrl.Parse(installation.Repository),
                    Credential = CredentialOf(installation, secret),
                    PresentCredential = present,
                    Retry = retry,
                    Handler = connections,
                    Time = context.Time,
                }
            );
        }
        catch (Exception failed) when (failed is ArgumentException or FormatException or NotSupportedException)
        {
            throw new CredentialException($"{installation.Name}: {failed.Message}", failed);
        }
    }

    /// <summary>The credential as the service's client takes it.</summary>
    /// <exception cref="ArgumentException">It can't be one, by its form.</exception>
    public static GitHubCredential CredentialOf(Installation installation, string secret) =>
        installation.AuthType == AuthTypes.GitHubApp
            ? new GitHubCredential.GitHubApp(installation.AppId ?? "", secret, installation.AppInstallationId)
            : new GitHubCredential.Pat(secret);

    /// <summary>Asks the service whether it accepts the credential, and knows the runner group. Nothing is made.</summary>
    /// <exception cref="CliException">It doesn't, or can't be reached.</exception>
    public async Task CheckAsync(Installation installation, string secret, CancellationToken cancellation)
    {
        using var client = Open(installation, secret, Quick);
        using var limit = new CancellationTokenSource(Patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await client.ConnectAsync(either.Token);
            await client.GetRunnerGroupAsync(installation.RunnerGroup, either.Token);
        }
        catch (ActionsServiceException failed)
        {
            throw new CliException(
                ExitCodes.Service,
                $"{Meaning(installation, failed)}{Environment.NewLine}{failed.Message}",
                failed
            );
        }
        catch (InvalidOperationException failed)
        {
            throw new CliException(ExitCodes.Service, failed.Message, failed);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CliException(
                ExitCodes.Service,
                $"{installation.Repository} did not answer within {Patience.TotalSeconds:0} s; try again, or store it with --offline"
            );
        }
    }

    /// <summary>Few tries: somebody waits for the answer.</summary>
    public static RetryOptions Quick { get; } =
        new()
        {
            MaxRetries = 2,
            Budget = TimeSpan.FromSeconds(20),
            TryTimeout = TimeSpan.FromSeconds(15),
        };

    private static string Meaning(Installation installation, ActionsServiceException failed) =>
        failed.Kind switch
        {
            ActionsServiceErrorKind.Unauthorized =>
                $"{installation.Repository} refused the credential ({installation.Credential.Describe()}): it is wrong, expired or revoked",
            ActionsServiceErrorKind.Forbidden =>
                $"the credential may not register runners for {installation.Repository}: a classic token needs repo, "
                    + "admin:org or manage_runners:enterprise; a fine-grained one Administration (repository) or "
                    + "Self-hosted runners (organisation), read and write",
            ActionsServiceErrorKind.NotFound =>
                $"{installation.Repository} does not exist, or the credential may not see it",
            ActionsServiceErrorKind.Unreachable or ActionsServiceErrorKind.Unavailable =>
                $"{installation.Repository} can't be reached now; try again, or store it with --offline",
            _ => $"{installation.Repository} did not accept the credential",
        };
}
