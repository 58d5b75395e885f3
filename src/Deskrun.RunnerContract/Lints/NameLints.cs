using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Lints;

/// <summary>Ids of resources that KRO refuses, so that none of the graph is served.</summary>
internal static class NameLints
{
    // KRO's own words and those of its expression language; further ones of newer versions can only be told by KRO.
    private static readonly HashSet<string> _reserved =
    [
        .. (
            "apiVersion context dependency dependencies each externalRef externalReference externalRefs externalReferences "
            + "graph instance item items kind kro metadata namespace object resource resourcegraphdefinition "
            + "resourceGraphDefinition resources root runtime schema self serviceAccountName spec status this variables "
            + "vars version true false null in as break const continue else for function if import let loop package "
            + "return var void while"
        ).Split(' '),
    ];

    public static IEnumerable<GraphLint> Run(GraphNode node)
    {
        if (_reserved.Contains(node.Id))
        {
            yield return new(
                $"{node.Id}.id",
                "KRO keeps this word for itself and refuses the whole graph",
                "give the resource another id"
            );
        }
        else if (node.Id is [not (>= 'a' and <= 'z'), ..] || !node.Id.All(char.IsAsciiLetterOrDigit))
        {
            yield return new(
                $"{node.Id}.id",
                "KRO refuses the whole graph: an id begins with a small letter and has only letters and digits",
                "write it like runnerPod"
            );
        }
    }
}
