using BenchmarkDotNet.Attributes;
using Deskrun.Workflows.Expressions;

namespace Deskrun.MicroBench;

[MemoryDiagnoser]
[ShortRunJob]
public class ExpressionBenchmarks
{
    private const string Text =
        "github.ref == 'refs/heads/main' && contains(fromJSON('[\"a\",\"b\"]'), matrix.os) || startsWith(github.event_name, 'pull')";

    private readonly Expression parsed = Expression.Parse(Text);
    private readonly Scope scope = new();

    [Benchmark]
    public Expression Parse() => Expression.Parse(Text);

    [Benchmark]
    public ExpressionValue Evaluate() => parsed.Evaluate(scope);

    private sealed class Scope : IExpressionScope
    {
        private readonly ExpressionValue github = ExpressionValue.Of(
            new Dictionary<string, string> { ["ref"] = "refs/heads/main", ["event_name"] = "push" }
        );

        private readonly ExpressionValue matrix = ExpressionValue.Of(new Dictionary<string, string> { ["os"] = "b" });

        public ExpressionValue? FindContext(string name) => name == "github" ? github : matrix;

        public bool? CheckStatus(string name) => true;

        public string? HashFiles(IReadOnlyList<string> patterns) => null;
    }
}
