using Deskrun.Backends.Cluster.Moving;
using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Adding;
using Deskrun.GitHub.Wire;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Planning;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Commands.Clusters.Moving;

/// <summary>A cluster as the old side of a move.</summary>
internal sealed class ClusterSide(CliContext context, InstallationHome home)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Takes an installation out of its cluster: no new jobs at once, running ones finish, and ARC deletes the scale set
    /// at the service.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="installation">The installation as this cluster knows it.</param>
    /// <param name="cancellation">Ends the wait; the next call goes on.</param>
    public async Task CloseAsync(IClusterBackend cluster, Installation installation, CancellationToken cancellation)
    {
        await ForgetGoneAsync(installation, cancellation);
        await cluster.RemoveAsync(installation, now: false, cancellation);
    }

    /// <summary>A help only: when service or cluster don't answer here, the removal says what there is to say.</summary>
    private async Task ForgetGoneAsync(Installation installation, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var gone = await GoneAsync(installation, either.Token);
            if (gone.Count == 0)
            {
                return;
            }

            using var access = ClusterAccess.Open(context, home, installation.Backend, installation.Context);
            var space = home.Configuration.Load().Cluster.Namespace;
            foreach (var name in gone)
            {
                if (await GoneScaleSet.ForgetNumberAsync(access.Client, space, name, either.Token))
                {
                    context.Terminal.Error.WriteLine($"{name}: the service has no such scale set any more");
                }
            }
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested && IsExpected(failed))
        {
            // See above.
        }
    }

    private async Task<IReadOnlyList<string>> GoneAsync(Installation installation, CancellationToken cancellation)
    {
        var secret = home.Resolver.Resolve(installation.Name, installation.Credential);
        using var service = new ServiceAccess(context).Open(installation, secret, ServiceAccess.Quick);
        var group = await service.GetRunnerGroupAsync(installation.RunnerGroup, cancellation);
        var gone = new List<string>();
        foreach (var plan in PlannedScaleSet.Of(installation))
        {
            if (await service.FindScaleSetAsync(group.Id, plan.Name, cancellation) is null)
            {
                gone.Add(plan.Name);
            }
        }

        return gone;
    }

    private static bool IsExpected(Exception failed) =>
        failed
            is ActionsServiceException
                or CredentialException
                or KubeException
                or KubeConnectionException
                or CliException
                or OperationCanceledException;
}
