using Deskrun.Backends.Cluster.Kind;

namespace Deskrun.Commands.Clusters.Kinds;

/// <summary>Removes the kind cluster, and the access to it from wherever deskrun wrote it.</summary>
internal static class KindDeletion
{
    public static async Task RunAsync(KindTools tools, KindCli kind, CancellationToken cancellation)
    {
        await kind.DeleteAsync(tools.Name, tools.Places.Kubeconfig, cancellation);
        if (File.Exists(tools.Places.UsersContext))
        {
            // Only now: kubectl would point at nothing. A context that somebody else wrote stays.
            await kind.DeleteAsync(tools.Name, null, cancellation);
        }
    }
}
