using Deskrun.ScriptRunner.Templates;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Jobs;

/// <summary>What the run service gave when the job was acquired (protocol reference, section 3).</summary>
internal sealed record JobMessage
{
    /// <summary>Id of the run in this service.</summary>
    public required string PlanId { get; init; }

    /// <summary>Id of the job.</summary>
    public required string JobId { get; init; }

    /// <summary>Name of the job as shown.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Where the lease is renewed and the job completed.</summary>
    public required Uri ServiceUrl { get; init; }

    /// <summary>Bearer for the job's calls.</summary>
    public required string AccessToken { get; init; }

    /// <summary>Where live lines go, or null.</summary>
    public Uri? FeedUrl { get; init; }

    /// <summary>Passed on unchanged.</summary>
    public string? BillingOwnerId { get; init; }

    /// <summary>Variables by name, compared without case.</summary>
    public required IReadOnlyDictionary<string, JobVariable> Variables { get; init; }

    /// <summary>Patterns whose matches are masked.</summary>
    public IReadOnlyList<string> MaskPatterns { get; init; } = [];

    /// <summary>Contexts by name.</summary>
    public required IReadOnlyDictionary<string, ExpressionValue> Contexts { get; init; }

    /// <summary>The workflow's and the job's <c>env</c>.</summary>
    public IReadOnlyList<TemplateToken> Environment { get; init; } = [];

    /// <summary>The workflow's and the job's <c>defaults</c>.</summary>
    public IReadOnlyList<TemplateToken> Defaults { get; init; } = [];

    /// <summary>The job's <c>outputs</c>.</summary>
    public TemplateToken? Outputs { get; init; }

    /// <summary>The steps in their order.</summary>
    public required IReadOnlyList<JobStep> Steps { get; init; }

    /// <summary>What the job needs that this runner does not have, in words; empty when nothing.</summary>
    public IReadOnlyList<string> Unsupported { get; init; } = [];

    /// <summary>The results service, or null when the job has none and its logs stay here.</summary>
    public Uri? ResultsUrl =>
        Uri.TryCreate(Variable("system.github.results_endpoint"), UriKind.Absolute, out var url)
            ? WithSlash(url)
            : null;

    /// <summary>A variable's value, or null.</summary>
    public string? Variable(string name) => Variables.GetValueOrDefault(name)?.Value;

    /// <summary>Whether debug lines are wanted.</summary>
    public bool Debug =>
        bool.TryParse(Variable("ACTIONS_STEP_DEBUG"), out var variable)
            ? variable
            : Contexts.GetValueOrDefault("vars")?.Properties.GetValueOrDefault("ACTIONS_STEP_DEBUG") is { } value
                && value.ToString().Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override string ToString() => $"job '{DisplayName}' ({JobId})";

    internal static Uri WithSlash(Uri url) =>
        url.AbsolutePath.EndsWith('/') ? url : new Uri(url.GetLeftPart(UriPartial.Path) + "/" + url.Query);
}
