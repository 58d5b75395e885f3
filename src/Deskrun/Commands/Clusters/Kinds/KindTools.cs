using Deskrun.Backends.Cluster.Kind;
using Deskrun.Commands.Installations;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;

namespace Deskrun.Commands.Clusters.Kinds;

/// <summary>Everything that commands on the kind cluster of a home work with. Nothing is started by making it.</summary>
internal sealed class KindTools
{
    public KindTools(CliContext context, InstallationHome home, ConfigurationDocument document)
    {
        Context = context;
        Home = home;
        Name = document.ClusterName;
        Settings = document.Cluster;
        Installations = document.Installations;
        Host = new KindHost
        {
            Variable = context.Variable,
            Time = context.Time,
            // kind's own way to be told, which some have in their shell's profile.
            Provider =
                document.Cluster.Provider
                ?? (context.Variable("KIND_EXPERIMENTAL_PROVIDER") is { Length: > 0 } told ? told : null),
        };
        Places = new KindPlaces(home.Folder.Path, document.ClusterName);
        UserHome = context.Variable("HOME") ?? "";
        Configuration = KindConfiguration.Of(Name, Settings, UserHome, Places.Hosts);
    }

    public CliContext Context { get; }

    public InstallationHome Home { get; }

    /// <summary>The cluster's name.</summary>
    public string Name { get; }

    public ClusterSettings Settings { get; }

    public IReadOnlyList<Installation> Installations { get; }

    public KindHost Host { get; }

    public KindPlaces Places { get; }

    public string UserHome { get; }

    /// <summary>The cluster as the settings want it.</summary>
    public KindConfiguration Configuration { get; }

    /// <summary>The command by which a person uses the cluster.</summary>
    public string KubectlCommand =>
        $"kubectl --kubeconfig {Places.Kubeconfig} --context {ClusterAccess.KindContext(Name)} get pods -n {Settings.Namespace}";
}
