using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ActionsService.Runs;

/// <summary>A workflow to run and the circumstances to run it in.</summary>
public sealed record RunRequest
{
    private static readonly ExpressionValue Empty = ExpressionValue.Of(Array.Empty<KeyValuePair<string, string>>());

    /// <summary>The repository's owner, as <c>github.repository_owner</c> shows it.</summary>
    public required string Owner { get; init; }

    /// <summary>The repository's name without its owner.</summary>
    public required string Repository { get; init; }

    /// <summary>The workflow.</summary>
    public required Workflow Workflow { get; init; }

    /// <summary>The workflow file's path in the repository, with forward slashes.</summary>
    public required string WorkflowPath { get; init; }

    /// <summary>The event's name; <c>github.event_name</c>.</summary>
    public string EventName { get; init; } = "workflow_dispatch";

    /// <summary>The event's payload; <c>github.event</c>.</summary>
    public ExpressionValue Event { get; init; } = Empty;

    /// <summary>The <c>inputs</c> context.</summary>
    public ExpressionValue Inputs { get; init; } = Empty;

    /// <summary>The commit; <c>github.sha</c>.</summary>
    public string Sha { get; init; } = new('0', 40);

    /// <summary>The ref; <c>github.ref</c>. <c>github.ref_name</c> and <c>github.ref_type</c> follow from it.</summary>
    public string Ref { get; init; } = "refs/heads/main";

    /// <summary>Who started the run; <c>github.actor</c>.</summary>
    public string Actor { get; init; } = "local";

    /// <summary>Values of <c>secrets</c>. GITHUB_TOKEN becomes <c>github.token</c>.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of <c>vars</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables that every job gets, over the workflow's own <c>env</c> and under the jobs'.</summary>
    public IReadOnlyDictionary<string, string> ExtraEnv { get; init; } = new Dictionary<string, string>();

    /// <summary>Other values of the <c>github</c> context, over those above.</summary>
    public IReadOnlyDictionary<string, string> GitHubContext { get; init; } = new Dictionary<string, string>();

    /// <summary>The ids of the only jobs to run (with all they need); empty for all.</summary>
    public IReadOnlyList<string> Jobs { get; init; } = [];

    /// <summary>The only matrix values to run, see <see cref="RunInputs.Matrix"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Matrix { get; init; } = [];

    /// <summary>The most jobs of this run at a time; null for no limit.</summary>
    public int? MaxParallel { get; init; }

    /// <summary>
    /// The scale set that gets every job of this run, whatever its labels; null routes by labels. For a run whose
    /// starter provides the compute itself.
    /// </summary>
    public string? ScaleSet { get; init; }

    /// <summary>Where the workspace comes from, in words for the log of the checkout step.</summary>
    public string CheckoutSource { get; init; } = "the prepared workspace";

    /// <summary>Leaves secrets out.</summary>
    public override string ToString() => $"{Owner}/{Repository} {WorkflowPath} on {EventName}";
}
