using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Writes and removes the Secrets with credentials. They never pass through Helm.</summary>
public static class SecretApplier
{
    /// <summary>Makes the Secret hold this credential.</summary>
    /// <param name="work">What to act with.</param>
    /// <param name="credential">The credential.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether anything was written.</returns>
    /// <exception cref="ApplyException">A Secret of that name is somebody else's.</exception>
    public static async Task<bool> ApplyAsync(
        ApplyWork work,
        CredentialSecret credential,
        CancellationToken cancellation
    )
    {
        var there = await work.Client.FindAsync(WellKnown.Secrets, work.Namespace, credential.Name, cancellation);
        if (there is not null && there.Label(ReleaseKeys.ManagedBy) != ReleaseKeys.Deskrun)
        {
            throw new ApplyException(
                $"the Secret {work.Namespace}/{credential.Name} is there and deskrun did not make it, so it is left alone; "
                    + "remove it, or give the installation another name"
            );
        }

        if (credential.IsIn(there) && there.Label(ReleaseKeys.Home) == work.Home)
        {
            return false;
        }

        await work.Client.ApplyAsync(
            WellKnown.Secrets,
            work.Namespace,
            credential.ToManifest(work.Home),
            new WriteOptions { Force = true },
            cancellation
        );
        await work.AfterStep($"secret {credential.Installation}");
        return true;
    }

    /// <summary>Removes an installation's Secret: the last thing of it, because ARC needs it to take scale sets down.</summary>
    public static async Task RemoveAsync(ApplyWork work, string installation, CancellationToken cancellation)
    {
        var name = ReleaseKeys.Secret(installation);
        var there = await work.Client.FindAsync(WellKnown.Secrets, work.Namespace, name, cancellation);
        if (there is not null && there.Label(ReleaseKeys.ManagedBy) == ReleaseKeys.Deskrun)
        {
            await work.Client.DeleteAsync(WellKnown.Secrets, work.Namespace, name, cancellation: cancellation);
            await work.AfterStep($"secret {installation} removed");
        }
    }
}
