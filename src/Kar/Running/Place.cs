using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Connection.Kubeconfigs;
using Kar.Settings;

namespace Kar.Running;

/// <summary>Where kar runs: its way to the cluster, its namespace, and whether it is a Pod.</summary>
/// <param name="Connection">The way to the API server.</param>
/// <param name="Namespace">The namespace of everything it makes.</param>
/// <param name="IsPod">Whether it runs in a Pod.</param>
internal sealed record Place(KubeConnection Connection, string Namespace, bool IsPod)
{
    /// <summary>Finds out.</summary>
    /// <exception cref="SetupException">The namespace is unknown, or not the Pod's own.</exception>
    /// <exception cref="KubeConnectionException">There is no way to a cluster.</exception>
    public static Place Find(KarSettings settings, TimeProvider time)
    {
        var connection = Connect(settings, time);
        var isPod = connection.IsInCluster || settings.PodUid is not null;
        var own = isPod ? settings.PodNamespace ?? connection.Namespace : null;
        if (own is not null && settings.Namespace is not null && settings.Namespace != own)
        {
            throw new SetupException(
                $"KAR_NAMESPACE={settings.Namespace}, but this Pod is in {own}: neither ownership nor Secret references "
                    + "cross namespaces; remove KAR_NAMESPACE, or let ARC start the runners in that namespace"
            );
        }

        return new Place(connection, own ?? settings.Namespace ?? connection.Namespace ?? "default", isPod);
    }

    private static KubeConnection Connect(KarSettings settings, TimeProvider time)
    {
        var choice = new KubeconfigChoice { Path = settings.Kubeconfig, Context = settings.Context };
        if (settings.ServiceAccountFolder is { } folder && settings is { Kubeconfig: null, Context: null })
        {
            return KubeConnection.InCluster(new InClusterPlace { Folder = folder }, time);
        }

        return KubeConnection.Detect(choice, time);
    }
}
