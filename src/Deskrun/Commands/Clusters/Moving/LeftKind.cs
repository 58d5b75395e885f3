using Deskrun.Backends.Cluster.Kind;
using Deskrun.Commands.Clusters.Kinds;
using Deskrun.Commands.Installations;

namespace Deskrun.Commands.Clusters.Moving;

/// <summary>
/// Tells a kind cluster that was deleted from one whose kubeconfig is missing or can't be read. Only the engine knows:
/// the nodes are its containers.
/// </summary>
internal sealed class LeftKind(CliContext context, InstallationHome home)
{
    /// <summary>Returns when the cluster is gone for good.</summary>
    /// <param name="unopened">Why it could not be opened.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CliException">It is there, or that can't be told; nothing may be forgotten.</exception>
    public async Task ProveDeletedAsync(CliException unopened, CancellationToken cancellation)
    {
        var tools = new KindTools(context, home, home.Configuration.Load());
        try
        {
            // It may be in another engine than the one that would be taken today.
            foreach (var engine in ContainerEngine.FindAll(tools.Host))
            {
                var nodes = await engine.NodesAsync(tools.Name, tools.Host, cancellation);
                if (nodes.Count > 0)
                {
                    throw new CliException(
                        ExitCodes.Environment,
                        $"{unopened.Message}{Environment.NewLine}The kind cluster {tools.Name} is there all the same "
                            + $"({string.Join(", ", nodes.Select(each => $"{each.Name} {each.State}"))}), so what runs on it "
                            + "has to be closed first. Write its kubeconfig again with: deskrun cluster repair, then: "
                            + "deskrun up",
                        unopened
                    );
                }
            }
        }
        catch (KindException unknown)
        {
            throw new CliException(
                ExitCodes.Environment,
                $"{unopened.Message}{Environment.NewLine}Whether the kind cluster {tools.Name} was deleted can't be told: "
                    + $"{unknown.Message}. Nothing is forgotten meanwhile; deskrun up goes on from here",
                unknown
            );
        }
    }
}
