using Deskrun.Commands.Installations.Adding;
using Deskrun.Commands.Installations.Serving;
using Deskrun.GitHub.Wire;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Installations.Removing;

/// <summary>Takes scale sets off the service with their installation's credential.</summary>
internal sealed class ScaleSetRemoval(CliContext context, InstallationHome home)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <param name="installation">Whose.</param>
    /// <param name="names">Which; one that is gone already is no error.</param>
    /// <param name="force">A job that the service still counts makes it a warning instead of an error.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>What stays at the service and why; null when nothing does.</returns>
    /// <exception cref="CliException">A job still runs.</exception>
    public async Task<string?> RunAsync(
        Installation installation,
        IReadOnlyList<string> names,
        bool force,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(Patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var secret = home.Resolver.Resolve(installation.Name, installation.Credential);
            using var client = new ServiceAccess(context).Open(installation, secret, ServiceAccess.Quick);
            var group = await client.GetRunnerGroupAsync(installation.RunnerGroup, either.Token);
            foreach (var name in names)
            {
                if (await client.FindScaleSetAsync(group.Id, name, either.Token) is { } found)
                {
                    await client.DeleteScaleSetAsync(found.Id, either.Token);
                    new SessionFile(home.Folder, name, installation.Repository).Forget(found.Id);
                }
            }

            return null;
        }
        catch (ActionsServiceException busy) when (!force && busy.Kind == ActionsServiceErrorKind.JobStillRunning)
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
            var what =
                names is [var one] && one == installation.Name
                    ? $"the scale set of {installation.Name} stays"
                    : $"of the scale sets {string.Join(", ", names)} some stay";
            return $"{what} at {installation.Repository} ({cause}); delete it there: Settings, Actions, Runners";
        }
    }

    private static bool IsExpected(Exception failed) =>
        failed
            is ActionsServiceException
                or CredentialException
                or InvalidOperationException
                or OperationCanceledException;
}
