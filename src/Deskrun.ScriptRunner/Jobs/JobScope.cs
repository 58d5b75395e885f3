using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.WorkspaceHashing;

namespace Deskrun.ScriptRunner.Jobs;

/// <summary>What an expression sees at one place of a job.</summary>
/// <param name="state">The job.</param>
/// <param name="variables">The <c>env</c> context at this place.</param>
internal sealed class JobScope(JobState state, IReadOnlyList<KeyValuePair<string, string>> variables) : IExpressionScope
{
    /// <inheritdoc />
    public ExpressionValue? FindContext(string name) => state.Context(name, variables);

    /// <inheritdoc />
    public bool? CheckStatus(string name) =>
        name switch
        {
            "success" => state.Result == Conclusion.Succeeded,
            "failure" => state.Result == Conclusion.Failed,
            "cancelled" => state.Result == Conclusion.Canceled,
            "always" => true,
            _ => null,
        };

    /// <inheritdoc />
    public string? HashFiles(IReadOnlyList<string> patterns) =>
        WorkspaceHash.Compute(state.Folders.Workspace, patterns);
}
