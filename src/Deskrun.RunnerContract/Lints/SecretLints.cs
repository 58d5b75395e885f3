using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Lints;

/// <summary>Where the JIT config could leak: out of a Secret into a field that anybody may read.</summary>
internal static class SecretLints
{
    public static IEnumerable<GraphLint> Run(RunnerGraph graph)
    {
        var secrets = graph.Nodes.Where(n => n is { Kind: "Secret", Group: "" }).Select(n => n.Id).ToList();
        foreach (var node in graph.Nodes.Where(n => !n.IsExternal && !(n is { Kind: "Secret", Group: "" })))
        {
            foreach (var (path, text) in Expressions.Texts(node.Template))
            {
                if (secrets.Find(id => Expressions.ReadsData(text, id)) is { } secret)
                {
                    yield return new(
                        $"{node.Id}.{path}",
                        $"it puts the content of the Secret {secret} into a {node.Kind}, where anybody who may read that sees it",
                        "pass the Secret by name: secretKeyRef, a volume, or a field that takes a Secret reference"
                    );
                }
            }
        }

        foreach (var (path, text) in Expressions.Texts(graph.StatusSchema, "schema.status"))
        {
            if (secrets.Find(id => Expressions.ReadsData(text, id)) is { } secret)
            {
                yield return new(
                    path,
                    $"it shows the content of the Secret {secret} in the instance's status",
                    "remove it"
                );
            }
        }
    }
}
