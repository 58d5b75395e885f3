using Deskrun.Commands.Installations.Adding;
using Deskrun.GitHub.Wire;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Planning;

namespace Deskrun.Commands.Installations.Removing;

/// <inheritdoc />
internal sealed class InstallationRemover(CliContext context, InstallationHome home) : IInstallationRemover
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <inheritdoc />
    public async Task<string?> RemoveAsync(Installation installation, bool now, CancellationToken cancellation)
    {
        // What a cluster holds is for the cluster's own removal; nothing of it was ever made by this version.
        var warning =
            installation.Backend == BackendNames.Local
                ? await DeregisterAsync(installation, now, cancellation)
                : $"{installation.Name} was for the backend {installation.Backend}: what it has on a cluster stays there";
        await home.Configuration.ChangeAsync(document => document.Without(installation.Name), cancellation);
        if (installation.Credential is CredentialReference.Stored(var key))
        {
            home.Credentials.Remove(key);
        }

        return warning;
    }

    private async Task<string?> DeregisterAsync(Installation installation, bool now, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var secret = home.Resolver.Resolve(installation.Name, installation.Credential);
            using var client = new ServiceAccess(context).Open(installation, secret, ServiceAccess.Quick);
            var group = await client.GetRunnerGroupAsync(installation.RunnerGroup, either.Token);
            foreach (var plan in PlannedScaleSet.Of(installation))
            {
                if (await client.FindScaleSetAsync(group.Id, plan.Name, either.Token) is { } found)
                {
                    await client.DeleteScaleSetAsync(found.Id, either.Token);
                }
            }

            return null;
        }
        catch (ActionsServiceException busy) when (!now && busy.Kind == ActionsServiceErrorKind.JobStillRunning)
        {
            throw new CliException(
                ExitCodes.Service,
                $"a job of {installation.Name} still runs, so its scale set can't go: wait for it, or give --now. {busy.Message}",
                busy
            );
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested && IsExpected(failed))
        {
            var cause =
                failed is OperationCanceledException ? $"no answer within {Patience.TotalSeconds:0} s" : failed.Message;
            return $"the scale set of {installation.Name} stays at {installation.Repository} ({cause}); "
                + "delete it there: Settings, Actions, Runners";
        }
    }

    private static bool IsExpected(Exception failed) =>
        failed
            is ActionsServiceException
                or CredentialException
                or InvalidOperationException
                or OperationCanceledException;
}
