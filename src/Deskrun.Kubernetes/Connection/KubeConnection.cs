using Deskrun.Kubernetes.Connection.Kubeconfigs;

namespace Deskrun.Kubernetes.Connection;

/// <summary>The way to one cluster: address, trust, identity, namespace. It opens nothing by itself.</summary>
public sealed class KubeConnection
{
    internal KubeConnection(Uri server, string origin, KubeTls tls, KubeCredential credential)
    {
        Server = server;
        Origin = origin;
        Tls = tls;
        Credential = credential;
    }

    /// <summary>The API server's address, perhaps with a path.</summary>
    public Uri Server { get; }

    /// <summary>Where this was read, for people: the service account, or the kubeconfig's context.</summary>
    public string Origin { get; }

    /// <summary>The namespace to work in; null if none was given.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether this is the service account of the Pod that we run in.</summary>
    public bool IsInCluster { get; init; }

    /// <summary>Whether the server is judged by given authorities alone, so that the machine's are never needed.</summary>
    public bool BringsItsTrust => Tls.Authorities is not null || Server.Scheme == Uri.UriSchemeHttp;

    internal KubeTls Tls { get; }

    internal KubeCredential Credential { get; }

    /// <summary>A proxy of its own; null for none.</summary>
    internal Uri? Proxy { get; init; }

    /// <summary>Whether the proxy variables of the environment count if it has no proxy of its own.</summary>
    internal bool UsesEnvironmentProxy { get; init; }

    /// <summary>Headers of every request (impersonation).</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The service account of the Pod that we run in; its token is read again when it rotates.</summary>
    /// <exception cref="KubeConnectionException">We run in no Pod, or its service account isn't mounted.</exception>
    public static KubeConnection InCluster(InClusterPlace? place = null, TimeProvider? timeProvider = null) =>
        InClusterConnection.Read(place ?? new InClusterPlace(), timeProvider ?? TimeProvider.System);

    /// <summary>A context of a kubeconfig: the file given, else the list in KUBECONFIG, else <c>~/.kube/config</c>.</summary>
    /// <exception cref="KubeConnectionException">A file or field is wrong; the message names it.</exception>
    public static KubeConnection FromKubeconfig(KubeconfigChoice? choice = null, TimeProvider? timeProvider = null) =>
        KubeconfigConnection.Read(choice ?? new KubeconfigChoice(), timeProvider ?? TimeProvider.System);

    /// <summary>
    /// The kubeconfig if one was named by argument or KUBECONFIG; else the service account if we run in a Pod; else
    /// <c>~/.kube/config</c>.
    /// </summary>
    /// <exception cref="KubeConnectionException">None of them is there, or one is wrong.</exception>
    public static KubeConnection Detect(
        KubeconfigChoice? choice = null,
        TimeProvider? timeProvider = null,
        InClusterPlace? place = null
    )
    {
        choice ??= new KubeconfigChoice();
        place ??= new InClusterPlace { Environment = choice.Environment };
        var named =
            choice.Path is not null || choice.Context is not null || choice.Environment("KUBECONFIG") is not null;
        return !named && place.IsThere ? InCluster(place, timeProvider) : FromKubeconfig(choice, timeProvider);
    }

    /// <summary>A server with a token (or without one), mostly for tests and tools.</summary>
    /// <param name="server">The address.</param>
    /// <param name="token">A bearer token; null for none.</param>
    /// <param name="authorities">The trusted authorities as PEM; null for those of the machine.</param>
    /// <param name="space">The namespace.</param>
    public static KubeConnection To(Uri server, string? token, string? authorities = null, string? space = null)
    {
        var tls = authorities is null
            ? KubeTls.Machine
            : KubeTls.Machine with
            {
                Authorities = Pem.Authorities(authorities, "the given authorities"),
            };
        var identity = token is null ? KubeIdentity.Nobody : new KubeIdentity("Bearer " + token, null);
        return new KubeConnection(server, server.ToString(), tls, new FixedCredential(identity)) { Namespace = space };
    }

    /// <summary>Where it leads and whence that is known; no secrets.</summary>
    public override string ToString() => $"{Server} ({Origin})";
}
