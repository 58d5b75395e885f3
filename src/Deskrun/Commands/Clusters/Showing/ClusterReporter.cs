using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Commands.Clusters.Applying;
using Deskrun.Commands.Installations;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Commands.Clusters.Showing;

/// <summary>Looks at one cluster through its API.</summary>
internal sealed class ClusterReporter(CliContext context, InstallationHome home, ConfigurationDocument document)
{
    /// <summary>What is there and what is missing.</summary>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    /// <exception cref="CliException">There is no such context.</exception>
    public async Task<ClusterReport> AskAsync(string backend, string? kubeContext, CancellationToken cancellation)
    {
        using var access = ClusterAccess.Open(context, home, backend, kubeContext);
        var space = document.Cluster.Namespace;
        var asked = new ReleaseReader(access.Client, space, HomeId.Of(home.Folder)).ReadAsync(
            withKro: true,
            cancellation
        );
        var nodes = await NodesAsync(access.Client, cancellation);
        var reading = await asked;
        var installations = document
            .Installations.Where(each =>
                each.Backend == backend && (kubeContext is null || each.Context == kubeContext)
            )
            .ToList();
        var missing = Missing(installations, reading, nodes).ToList();
        return new ClusterReport
        {
            Backend = backend,
            Context = access.Context,
            State = missing.Count == 0 ? "works" : "incomplete",
            Namespace = space,
            Server = reading.ServerVersion,
            Nodes = nodes ?? [],
            Arc = Arc(reading),
            Kro = reading.Found.Kro is { } kro
                ? $"{(kro.Version.Length > 0 ? kro.Version : "of an unknown version")}{(kro.Ours is null ? " (not ours)" : "")}"
                : null,
            ScaleSets =
            [
                .. reading.Found.ScaleSets.Select(each => new ScaleSetReport(
                    each.Name,
                    each.Installation,
                    each.ConfigUrl,
                    each.Ours?.State.ToString().ToLowerInvariant() ?? each.Owner ?? "not ours"
                )),
            ],
            Missing = missing,
        };
    }

    /// <summary>Whether nothing but our record is there, as after a chart that could not be fetched.</summary>
    private static bool IsBegunOnly(ClusterReading reading) =>
        reading.Found.Controller is { State: ReleaseState.Applying }
        && reading.Revisions.All(each => each.Release != ReleaseKeys.ControllerRelease);

    private static string? Arc(ClusterReading reading) =>
        IsBegunOnly(reading) ? null
        : reading.Found.Controller is { } ours ? ours.Version
        : reading.Controller is { } other ? $"{other.Version} (not ours: {other.Namespace}/{other.ServiceAccount})"
        : null;

    private static async Task<IReadOnlyList<NodeReport>?> NodesAsync(KubeClient client, CancellationToken cancellation)
    {
        try
        {
            var nodes = await client.ListAsync(WellKnown.Nodes, null, null, cancellation);
            return
            [
                .. nodes.Items.Select(node => new NodeReport(
                    node.Name() ?? "?",
                    node.Condition("Ready").Text("status") == "True" ? "Ready" : "NotReady",
                    node.Text("status", "nodeInfo", "kubeletVersion")
                )),
            ];
        }
        catch (KubeException refused) when (refused.Forbidden)
        {
            // Whoever has a namespace only needs no nodes.
            return null;
        }
    }

    private static IEnumerable<string> Missing(
        IReadOnlyList<Installation> installations,
        ClusterReading reading,
        IReadOnlyList<NodeReport>? nodes
    )
    {
        foreach (var node in (nodes ?? []).Where(node => node.State != "Ready"))
        {
            yield return $"the node {node.Name} is not ready; kubectl describe node {node.Name} says why";
        }

        if (reading.Found.Controller is null && reading.Controller is null)
        {
            yield return "ARC's controller is not there; deskrun up installs it";
        }
        else if (reading.Found.Controller is { State: not ReleaseState.Applied } ours)
        {
            yield return IsBegunOnly(reading)
                ? $"ARC's controller is not there: a deskrun up began to install {ours.Version} and ended before its chart "
                    + "was installed; deskrun up goes on from there"
                : Half("ARC's controller", ours);
        }

        if (reading.Found.Kro?.Ours is { State: not ReleaseState.Applied } kro)
        {
            yield return Half("KRO", kro);
        }
        else if (reading.Found.Kro is null && installations.Any(each => RunnerModes.Parse(each.Mode) == RunnerMode.Kro))
        {
            yield return "KRO is not there, and mode kro needs it; deskrun up installs it";
        }

        var there = reading.Found.ScaleSets.ToDictionary(each => each.Name);
        foreach (var set in installations.SelectMany(PlannedScaleSet.Of))
        {
            if (!there.TryGetValue(set.Name, out var found))
            {
                yield return $"the scale set {set.Name} is not there; deskrun up puts it there";
            }
            else if (found.Ours is null)
            {
                yield return $"the scale set {set.Name} is not ours ({found.Owner}); deskrun up --adopt takes it over";
            }
            else if (found.Ours.State != ReleaseState.Applied)
            {
                yield return Half($"the scale set {set.Name}", found.Ours);
            }
        }
    }

    private static string Half(string what, ReleaseFound release) =>
        release.State is ReleaseState.Removing
            ? $"{what} is half taken down; deskrun down takes the rest, deskrun up puts it back"
            : $"{what} is half made; deskrun up completes it";
}
