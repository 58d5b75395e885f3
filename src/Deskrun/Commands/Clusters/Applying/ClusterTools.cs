using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Helm;
using Deskrun.Commands.Installations;
using Deskrun.Installations;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>What the commands on one cluster act with.</summary>
internal sealed class ClusterTools(CliContext context, InstallationHome home, ClusterAccess access)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    /// <summary>Two commands of one home never act on clusters at the same time.</summary>
    /// <exception cref="TimeoutException">Another command did all the time.</exception>
    public Task<HomeLock> LockAsync(CancellationToken cancellation) =>
        HomeLock.AcquireAsync(home.Folder.In("cluster.lock"), LockPatience, context.Time, cancellation);

    /// <summary>Looks at the cluster.</summary>
    public Task<ClusterReading> ReadAsync(ClusterSettings settings, bool withKro, CancellationToken cancellation) =>
        new ReleaseReader(access.Client, settings.Namespace, HomeId.Of(home.Folder)).ReadAsync(withKro, cancellation);

    /// <summary>Finds helm.</summary>
    /// <exception cref="HelmException">There is none, or its version is not supported.</exception>
    public async Task<HelmCli> HelmAsync(CancellationToken cancellation)
    {
        var host = new HelmHost
        {
            Context = access.Context,
            Kubeconfig = access.Kubeconfig,
            Variable = context.Variable,
            Time = context.Time,
        };
        return new HelmCli(await HelmProgram.FindAsync(host, cancellation), host);
    }

    /// <summary>What acts.</summary>
    /// <param name="settings">What the user set about clusters.</param>
    /// <param name="helm">Helm; null for work that needs none.</param>
    public ApplyWork Work(ClusterSettings settings, HelmCli? helm) =>
        new()
        {
            Client = access.Client,
            Helm = helm ?? HelmCli.None,
            Namespace = settings.Namespace,
            Home = HomeId.Of(home.Folder),
            Time = context.Time,
            Patience = context.ClusterPatience,
            AfterStep = context.AfterClusterStep,
            Tell = context.Terminal.Error.WriteLine,
        };
}
