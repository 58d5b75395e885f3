using Deskrun.Backends.Cluster.Kind;
using Deskrun.Installations;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Commands.Clusters.Kinds;

/// <summary>Asks the kind cluster's API server whether it answers.</summary>
internal sealed class KindApi(KindTools tools)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The server's version.</summary>
    /// <exception cref="KubeException">It doesn't answer.</exception>
    public async Task<string> AskAsync(CancellationToken cancellation)
    {
        using var access = ClusterAccess.Open(tools.Context, tools.Home, BackendNames.Kind, null);
        return await new KubeDiscovery(access.Client).ServerVersionAsync(cancellation);
    }

    /// <summary>Waits until it answers.</summary>
    /// <exception cref="KindException">It didn't in three minutes.</exception>
    public async Task<string> WaitAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, tools.Host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        while (true)
        {
            try
            {
                return $"Kubernetes {await AskAsync(either.Token)}";
            }
            catch (KubeException silent) when (silent.Unanswered || silent.StatusCode >= 500)
            {
                if (patience.IsCancellationRequested)
                {
                    throw TimedOut(silent);
                }
            }
            catch (OperationCanceledException stopped) when (!cancellation.IsCancellationRequested)
            {
                throw TimedOut(stopped);
            }

            await Task.Delay(Pause, tools.Host.Time, cancellation);
        }
    }

    private KindException TimedOut(Exception cause) =>
        new(
            KindFailure.TimedOut,
            $"the API of the kind cluster {tools.Name} did not answer within {Patience.TotalMinutes:0} minutes: "
                + $"{cause.Message}; look at the node's log, or make the cluster again: deskrun cluster delete --now, then "
                + "deskrun cluster create and deskrun up",
            cause
        );
}
