namespace Deskrun.Workflows.Expressions;

/// <summary>What an expression can see while it is evaluated. Implemented by whoever evaluates.</summary>
public interface IExpressionScope
{
    /// <summary>The value of a context such as <c>github</c> or <c>matrix</c>, or null when it does not exist here.</summary>
    /// <param name="name">The context's name; compared without case.</param>
    ExpressionValue? FindContext(string name);

    /// <summary>
    /// The answer of a status function (<c>success</c>, <c>failure</c>, <c>cancelled</c>, <c>always</c>), or null where
    /// status functions are not available.
    /// </summary>
    /// <param name="name">The function's name in lower case.</param>
    bool? CheckStatus(string name);

    /// <summary>
    /// The value of <c>hashFiles(patterns)</c>: a lower-case hex SHA-256, empty when nothing matches; null where no
    /// file system is available, which makes the call an error.
    /// </summary>
    /// <param name="patterns">Glob patterns relative to the workspace.</param>
    string? HashFiles(IReadOnlyList<string> patterns);
}
