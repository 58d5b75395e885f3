using Deskrun.Backends.Cluster.Kind;
using Deskrun.Commands.Installations;
using Deskrun.Installations;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Connection.Kubeconfigs;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Commands.Clusters;

/// <summary>The way to one cluster: always a named context, never the current one.</summary>
internal sealed class ClusterAccess : IDisposable
{
    private ClusterAccess(
        string backend,
        string context,
        string? kubeconfig,
        KubeConnection connection,
        TimeProvider time
    )
    {
        Backend = backend;
        Context = context;
        Kubeconfig = kubeconfig;
        Client = new KubeClient(
            connection,
            new KubeClientOptions
            {
                TimeProvider = time,
                // Somebody waits to hear that there is no such server; one that was there may be away for a moment, as
                // an API server is that restarts in the middle of an upgrade.
                RequestTimeout = TimeSpan.FromSeconds(15),
                FirstRetryBudget = TimeSpan.FromSeconds(10),
                RetryBudget = TimeSpan.FromSeconds(60),
            }
        );
    }

    /// <summary><c>kind</c> or <c>kubernetes</c>.</summary>
    public string Backend { get; }

    /// <summary>The context's name.</summary>
    public string Context { get; }

    /// <summary>The kubeconfig file; null means KUBECONFIG's list, else <c>~/.kube/config</c>.</summary>
    public string? Kubeconfig { get; }

    /// <summary>Speaks to it as the context's user.</summary>
    public KubeClient Client { get; }

    /// <summary>The context that a kind cluster has in kubeconfigs.</summary>
    public static string KindContext(string clusterName) => $"kind-{clusterName}";

    /// <summary>Reads the kubeconfig; nothing is asked of the cluster yet.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="home">The home whose installations are meant.</param>
    /// <param name="backend"><c>kind</c> or <c>kubernetes</c>.</param>
    /// <param name="kubeContext">The context; needed for <c>kubernetes</c>, ignored for <c>kind</c>.</param>
    /// <exception cref="CliException">There is no such context; the message lists the known ones.</exception>
    public static ClusterAccess Open(CliContext context, InstallationHome home, string backend, string? kubeContext)
    {
        var name = backend switch
        {
            BackendNames.Kind => KindContext(home.Configuration.Load().ClusterName),
            BackendNames.Kubernetes => kubeContext
                ?? throw new CliException(
                    ExitCodes.Usage,
                    "the backend kubernetes needs --context NAME; see: kubectl config get-contexts"
                ),
            _ => throw new CliException(ExitCodes.Usage, $"the backend {backend} has no cluster"),
        };
        try
        {
            var kubeconfig = backend == BackendNames.Kind ? OwnKubeconfig(home) : null;
            var choice = new KubeconfigChoice
            {
                Path = kubeconfig,
                Context = name,
                Environment = variable => context.Variable(variable) is { Length: > 0 } value ? value : null,
            };
            return new ClusterAccess(
                backend,
                name,
                kubeconfig,
                KubeConnection.FromKubeconfig(choice, context.Time),
                context.Time
            );
        }
        catch (KubeConnectionException failed)
        {
            var way = backend == BackendNames.Kind ? "; make the cluster with: deskrun cluster create" : "";
            throw new CliException(ExitCodes.Usage, $"{failed.Message}{way}", failed);
        }
    }

    /// <summary>The file that <c>cluster create</c> wrote; null for a kind cluster that was made by other hands.</summary>
    private static string? OwnKubeconfig(InstallationHome home)
    {
        var places = new KindPlaces(home.Folder.Path, home.Configuration.Load().ClusterName);
        return File.Exists(places.Kubeconfig) ? places.Kubeconfig : null;
    }

    /// <inheritdoc />
    public void Dispose() => Client.Dispose();
}
