namespace Deskrun.Workflows.Expressions;

/// <summary>A scope in which nothing can be seen, for values without expressions.</summary>
internal sealed class NoScope : IExpressionScope
{
    public static NoScope Instance { get; } = new();

    public ExpressionValue? FindContext(string name) => null;

    public bool? CheckStatus(string name) => null;

    public string? HashFiles(IReadOnlyList<string> patterns) => null;
}
