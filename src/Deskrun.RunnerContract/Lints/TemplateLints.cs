using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Lints;

/// <summary>Traps in a template's names and labels.</summary>
internal static class TemplateLints
{
    public static IEnumerable<GraphLint> Run(RunnerGraph graph, GraphNode node)
    {
        foreach (var field in (string[])["name", "namespace"])
        {
            var text = node.Template.Text("metadata", field) ?? "";
            if (
                Expressions.Roots(text).FirstOrDefault(root => graph.Nodes.Any(n => n.Id == root && n.IsExternal)) is
                { } foreign
            )
            {
                yield return new(
                    $"{node.Id}.metadata.{field}",
                    $"it comes from the external {foreign}: when that vanishes first, KRO forgets the object and leaks it",
                    "derive names from schema.* only"
                );
            }
        }

        if (
            node.Kind == "Pod"
            && (node.Template.Text("metadata", "name") ?? "").Replace(" ", "", StringComparison.Ordinal)
                == "${schema.spec.runnerName}"
        )
        {
            yield return new(
                $"{node.Id}.metadata.name",
                "a Pod with exactly the runner's name is kar's own Pod: KRO would take it over",
                "append something: ${schema.spec.runnerName}-job"
            );
        }

        foreach (var (path, _) in Expressions.Texts(node.Template.At("metadata", "labels"), "metadata.labels"))
        {
            if (path.StartsWith("metadata.labels.kro.run/", StringComparison.Ordinal))
            {
                yield return new(
                    $"{node.Id}.{path}",
                    "labels under kro.run/ are KRO's own; KRO 0.8.5 and newer reject them",
                    "use your own prefix"
                );
            }
        }

        if (
            node.Kind == "Secret"
            && Expressions.Texts(node.Template.At("data")).Any(t => t.Text.Contains("${", StringComparison.Ordinal))
        )
        {
            yield return new(
                $"{node.Id}.data",
                "expressions under data are rejected or fail: data is bytes",
                "write them under stringData"
            );
        }
    }
}
