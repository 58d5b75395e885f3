using Deskrun.ScriptRunner.Processes;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Steps;

/// <summary>Composes the environment of a step's process.</summary>
internal static class StepEnvironment
{
    private const string RunnerInputPrefix = "ACTIONS_RUNNER_INPUT_";

    // The properties of the github context that the official runner hands to processes.
    private static readonly HashSet<string> GithubNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "action",
        "action_path",
        "action_ref",
        "action_repository",
        "actor",
        "actor_id",
        "api_url",
        "base_ref",
        "env",
        "event_name",
        "event_path",
        "graphql_url",
        "head_ref",
        "job",
        "output",
        "path",
        "ref",
        "ref_name",
        "ref_protected",
        "ref_type",
        "repository",
        "repository_id",
        "repository_owner",
        "repository_owner_id",
        "retention_days",
        "run_attempt",
        "run_id",
        "run_number",
        "server_url",
        "sha",
        "state",
        "step_summary",
        "triggering_actor",
        "workflow",
        "workflow_ref",
        "workflow_sha",
        "workspace",
    };

    /// <summary>Composes it, from the weakest to the strongest: the runner's own, <c>env</c>, <c>GITHUB_*</c> and <c>RUNNER_*</c>.</summary>
    /// <param name="runner">The environment of the runner.</param>
    /// <param name="step">The step.</param>
    /// <param name="marker">Marks the processes of the job.</param>
    public static Dictionary<string, string> Compose(
        IReadOnlyDictionary<string, string> runner,
        StepExecution step,
        string marker
    )
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal) { ["CI"] = "true" };
        foreach (var (name, value) in runner)
        {
            if (!name.StartsWith(RunnerInputPrefix, StringComparison.OrdinalIgnoreCase))
            {
                result[name] = value;
            }
        }

        foreach (var (name, value) in step.Variables)
        {
            result[name] = value;
        }

        AddContext(result, "GITHUB_", step.Job.Properties("github").Where(p => GithubNames.Contains(p.Key)));
        AddContext(result, "RUNNER_", step.Job.Properties("runner"));
        result["GITHUB_ACTIONS"] = "true";
        result[OrphanSweeper.MarkerVariable] = marker;
        result["PATH"] = SearchPath(runner, step);
        return result;
    }

    /// <summary>The search path of a step: what steps added, the last first, before the step's or the runner's own.</summary>
    public static string SearchPath(IReadOnlyDictionary<string, string> runner, StepExecution step)
    {
        const string SystemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        var own =
            step.Variables.LastOrDefault(v => v.Key == "PATH").Value ?? runner.GetValueOrDefault("PATH") ?? SystemPath;
        return string.Join(Path.PathSeparator, [.. step.Job.AddedPath(), own]);
    }

    private static void AddContext(
        Dictionary<string, string> result,
        string prefix,
        IEnumerable<KeyValuePair<string, ExpressionValue>> properties
    )
    {
        foreach (var (name, value) in properties)
        {
            if (value.Kind is ExpressionKind.String or ExpressionKind.Boolean)
            {
                result[prefix + name.ToUpperInvariant()] = value.ToString();
            }
        }
    }
}
