using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Yaml;
using Deskrun.RunnerContract.Graphs;

namespace Deskrun.Backends.Cluster.Kro;

/// <summary>
/// Asks the API server for the plurals of the kinds that templates name. Rights are written by plural, and what the
/// server says counts more than the rules of English.
/// </summary>
public static class ServedPlurals
{
    /// <summary>Reads them: one request for each group and version that a template names.</summary>
    /// <param name="client">Speaks to the cluster.</param>
    /// <param name="templates">The texts of the templates; one that can't be read is left to planning, which says why.</param>
    /// <param name="cancellation">Ends the requests.</param>
    /// <returns>The plurals by <c>group/Kind</c>; a kind that isn't served yet is not among them.</returns>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        KubeClient client,
        IEnumerable<string> templates,
        CancellationToken cancellation
    )
    {
        var discovery = new KubeDiscovery(client);
        var asked = templates
            .SelectMany(ApiVersions)
            .Distinct()
            .Select(async version =>
            {
                var (group, number) = KubeDiscovery.Split(version);
                return await discovery.ListAsync(group, number, cancellation) ?? [];
            });
        var plurals = new Dictionary<string, string>();
        foreach (var served in (await Task.WhenAll(asked)).SelectMany(each => each))
        {
            plurals[$"{served.Kind.Group}/{served.Kind.Kind}"] = served.Kind.Plural;
        }

        return plurals;
    }

    private static IEnumerable<string> ApiVersions(string template)
    {
        IReadOnlyList<JsonObject> documents;
        try
        {
            documents = KubeYaml.ReadManifests(template, "the template");
        }
        catch (KubeYamlException)
        {
            return [];
        }

        return documents
            .Where(each => each.Text("kind") == "ResourceGraphDefinition")
            .Select(RunnerGraph.Read)
            .SelectMany(graph => graph.Nodes.Select(node => node.ApiVersion).Append(graph.ApiVersion))
            .Where(version => version.Length > 0 && !version.Contains('$'));
    }
}
