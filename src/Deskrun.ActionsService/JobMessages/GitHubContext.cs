using System.Globalization;
using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ActionsService.JobMessages;

/// <summary>Makes the <c>github</c> context of a run. What only a runner knows (paths, the step) it adds itself.</summary>
internal static class GitHubContext
{
    public static ExpressionValue Of(RunRequest request, long runId, int runNumber, Uri service)
    {
        var url = service.ToString().TrimEnd('/');
        var name = ShortName(request.Ref);
        var values = new Dictionary<string, ExpressionValue>
        {
            ["token"] = Text(request.Secrets.GetValueOrDefault("GITHUB_TOKEN", "")),
            ["ref"] = Text(request.Ref),
            ["ref_name"] = Text(name),
            ["ref_type"] = Text(request.Ref.StartsWith("refs/tags/", StringComparison.Ordinal) ? "tag" : "branch"),
            ["ref_protected"] = ExpressionValue.False,
            ["head_ref"] = Text(""),
            ["base_ref"] = Text(""),
            ["sha"] = Text(request.Sha),
            ["repository"] = Text($"{request.Owner}/{request.Repository}"),
            ["repository_owner"] = Text(request.Owner),
            ["repository_id"] = Text("1"),
            ["repository_owner_id"] = Text("1"),
            ["repositoryUrl"] = Text($"{url}/{request.Owner}/{request.Repository}.git"),
            ["run_id"] = Text(runId.ToString(CultureInfo.InvariantCulture)),
            ["run_number"] = Text(runNumber.ToString(CultureInfo.InvariantCulture)),
            ["run_attempt"] = Text("1"),
            ["retention_days"] = Text("90"),
            ["secret_source"] = Text(request.Secrets.Count > 0 ? "Actions" : "None"),
            ["actor"] = Text(request.Actor),
            ["actor_id"] = Text("1"),
            ["triggering_actor"] = Text(request.Actor),
            ["workflow"] = Text(request.Workflow.Name),
            ["workflow_ref"] = Text(WorkflowRef(request)),
            ["workflow_sha"] = Text(request.Sha),
            ["event_name"] = Text(request.EventName),
            ["event"] = request.Event,
            ["server_url"] = Text(url),
            ["api_url"] = Text($"{url}/api/v3"),
            ["graphql_url"] = Text($"{url}/api/graphql"),
        };
        foreach (var (key, value) in request.GitHubContext)
        {
            values[key] = Text(value);
        }

        return ExpressionValue.Of(values);
    }

    public static string WorkflowRef(RunRequest request) =>
        $"{request.Owner}/{request.Repository}/{request.WorkflowPath}@{request.Ref}";

    private static string ShortName(string reference)
    {
        foreach (var prefix in new[] { "refs/heads/", "refs/tags/", "refs/pull/", "refs/" })
        {
            if (reference.StartsWith(prefix, StringComparison.Ordinal))
            {
                return reference[prefix.Length..];
            }
        }

        return reference;
    }

    private static ExpressionValue Text(string value) => ExpressionValue.Of(value);
}
