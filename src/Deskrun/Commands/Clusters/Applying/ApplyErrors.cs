using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Kind;
using Deskrun.Installations.Credentials;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>Gives what can go wrong on a cluster its exit code.</summary>
internal static class ApplyErrors
{
    /// <summary>Does something, and turns the failures that a person can act on into such an end.</summary>
    /// <param name="context">The cluster's context.</param>
    /// <param name="act">What is done.</param>
    /// <param name="cancellation">What a person interrupts it by.</param>
    public static async Task<T> GuardAsync<T>(string context, Func<Task<T>> act, CancellationToken cancellation)
    {
        try
        {
            return await act();
        }
        catch (OperationCanceledException stopped) when (cancellation.IsCancellationRequested)
        {
            throw new CliException(
                ExitCodes.Cancelled,
                $"context {context}: interrupted; the same command goes on from here",
                stopped
            );
        }
        catch (KubeException failed) when (failed.Unanswered)
        {
            throw new CliException(
                ExitCodes.Environment,
                $"the cluster of context {context} does not answer: {failed.Message}",
                failed
            );
        }
        catch (Exception failed)
            when (ApplyFailures.IsExpected(failed) || failed is ImageArchiveException or KindException)
        {
            throw new CliException(ExitCodes.Environment, $"context {context}: {failed.Message}", failed);
        }
        catch (CredentialException failed)
        {
            throw new CliException(ExitCodes.Usage, failed.Message, failed);
        }
    }
}
