using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Tests.Expressions;

/// <summary>A scope over one JSON object: each property is a context.</summary>
internal sealed class TestScope(string contexts = "{}", bool success = true) : IExpressionScope
{
    private readonly ExpressionValue all = ExpressionJson.Parse(contexts);

    public IReadOnlyList<string>? Hashed { get; private set; }

    public ExpressionValue? FindContext(string name) => all.Properties.GetValueOrDefault(name);

    public bool? CheckStatus(string name) =>
        name switch
        {
            "always" => true,
            "success" => success,
            "failure" => !success,
            _ => false,
        };

    public string? HashFiles(IReadOnlyList<string> patterns)
    {
        Hashed = patterns;
        return "abc123";
    }
}
