using Deskrun.Backends.Cluster.Kind;
using Deskrun.Commands.Clusters.Kinds;
using Deskrun.Installations;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Commands.Clusters.Showing;

/// <summary>Looks at the kind cluster from below: engine, nodes, API. What works is asked through the API.</summary>
internal sealed class KindReporter(KindTools tools, ClusterReporter reporter)
{
    public async Task<ClusterReport> AskAsync(CancellationToken cancellation)
    {
        IReadOnlyList<NodeContainer> nodes;
        try
        {
            var engine = ContainerEngine.Find(tools.Host);
            nodes = await engine.NodesAsync(tools.Name, tools.Host, cancellation);
        }
        catch (KindException failed)
        {
            return Report("unknown", [], failed.Message);
        }

        if (nodes.Count == 0)
        {
            return Report(
                "absent",
                nodes,
                $"there is no kind cluster {tools.Name}; make it with: deskrun cluster create"
            );
        }

        if (nodes.Where(node => !node.IsRunning).ToList() is { Count: > 0 } stopped)
        {
            return Report(
                "stopped",
                nodes,
                [
                    .. stopped.Select(node =>
                        $"the node {node.Name} doesn't run ({node.Since}); mend it with: deskrun cluster repair"
                    ),
                ]
            );
        }

        try
        {
            var seen = await reporter.AskAsync(BackendNames.Kind, null, cancellation);
            return Changed() is { } changed ? seen with { Missing = [.. seen.Missing, changed] } : seen;
        }
        catch (Exception failed) when (failed is KubeException or CliException)
        {
            return Report("silent", nodes, $"{failed.Message}; mend it with: deskrun cluster repair");
        }
    }

    private string? Changed() =>
        File.Exists(tools.Places.Configuration)
        && File.ReadAllText(tools.Places.Configuration) != tools.Configuration.ToYaml()
            ? "the settings of its node changed since it was made; they hold after: deskrun cluster delete, deskrun cluster "
                + "create (compare deskrun cluster create --dry-run with "
                + tools.Places.Configuration
                + ")"
            : null;

    private ClusterReport Report(string state, IReadOnlyList<NodeContainer> nodes, params string[] missing) =>
        new()
        {
            Backend = BackendNames.Kind,
            Context = ClusterAccess.KindContext(tools.Name),
            State = state,
            Namespace = tools.Settings.Namespace,
            Nodes = [.. nodes.Select(node => new NodeReport(node.Name, node.State, null))],
            Missing = missing,
        };
}
