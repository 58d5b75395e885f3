using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Adding;
using Deskrun.GitHub.Wire;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>Turns the credentials of installations into what ARC reads.</summary>
internal sealed class CredentialReader(CliContext context, InstallationHome home)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads those of several installations. One that can't be had is a warning when the cluster has it already.</summary>
    /// <exception cref="CredentialException">One can't be had, and the cluster hasn't got it.</exception>
    public async Task<IReadOnlyDictionary<string, CredentialSecret>> ReadAsync(
        IReadOnlyList<Installation> installations,
        ClusterReading reading,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<string, CredentialSecret>();
        foreach (var installation in installations)
        {
            try
            {
                found[installation.Name] = await ReadAsync(installation, cancellation);
            }
            catch (CredentialException failed) when (reading.Secrets.ContainsKey(ReleaseKeys.Secret(installation.Name)))
            {
                context.Terminal.Error.WriteLine(
                    $"warning: {failed.Message} (the cluster keeps the credential that it has)"
                );
            }
        }

        return found;
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="CredentialException">It can't be had, or can't be right.</exception>
    public async Task<CredentialSecret> ReadAsync(Installation installation, CancellationToken cancellation)
    {
        var network = ClusterNetworkReader.Read(home.Configuration.Load().Cluster, context.Variable);
        return (await ReadAloneAsync(installation, cancellation)).With(network.Login);
    }

    private async Task<CredentialSecret> ReadAloneAsync(Installation installation, CancellationToken cancellation)
    {
        var secret = home.Resolver.Resolve(installation.Name, installation.Credential);
        if (CredentialShape.Problem(installation.AuthType, secret) is { } problem)
        {
            throw new CredentialException($"{installation.Name}: {problem}");
        }

        if (installation.AuthType != AuthTypes.GitHubApp)
        {
            return CredentialSecret.OfToken(installation.Name, secret);
        }

        var app =
            installation.AppId
            ?? throw new CredentialException($"{installation.Name}: a GitHub App needs its id; give it with --app-id");
        var id = installation.AppInstallationId ?? await AskAsync(installation, secret, cancellation);
        return CredentialSecret.OfApp(
            installation.Name,
            app,
            id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            secret
        );
    }

    private async Task<long> AskAsync(Installation installation, string secret, CancellationToken cancellation)
    {
        using var client = new ServiceAccess(context).Open(installation, secret, ServiceAccess.Quick);
        using var limit = new CancellationTokenSource(Patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await client.FindAppInstallationAsync(either.Token)
                ?? throw new CredentialException($"{installation.Name}: its credential is no GitHub App");
        }
        catch (Exception failed)
            when (!cancellation.IsCancellationRequested
                && failed is ActionsServiceException or OperationCanceledException
            )
        {
            throw new CredentialException(
                $"{installation.Name}: the App's installation at {installation.Repository} can't be found ({failed.Message}); "
                    + "name it with --installation-id",
                failed
            );
        }
    }
}
