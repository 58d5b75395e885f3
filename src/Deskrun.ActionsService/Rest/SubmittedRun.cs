using System.Text.Json;
using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Parsing;

namespace Deskrun.ActionsService.Rest;

/// <summary>Reads a run that a tool submits; the form is described in <c>docs/service.md</c>.</summary>
internal static class SubmittedRun
{
    public static (RunRequest? Request, IReadOnlyList<string> Problems) Read(
        JsonElement body,
        string owner,
        string repository
    )
    {
        var path = body.Text("path") ?? ".github/workflows/submitted.yml";
        if (body.Text("workflow") is not { Length: > 0 } text)
        {
            return (null, ["\"workflow\" must hold the text of a workflow file"]);
        }

        var parsed = WorkflowParser.Parse(path, text);
        if (parsed.Workflow is not { } workflow)
        {
            return (null, [.. parsed.Errors.Select(e => e.ToString())]);
        }

        var request = new RunRequest
        {
            Owner = owner,
            Repository = repository,
            Workflow = workflow,
            WorkflowPath = path,
            EventName = body.Text("event_name") ?? "workflow_dispatch",
            Secrets = Texts(body, "secrets"),
            Variables = Texts(body, "variables"),
            ExtraEnv = Texts(body, "env"),
            MaxParallel = (int?)body.Number("max_parallel"),
        };
        if (body.Get("event") is { ValueKind: JsonValueKind.Object } payload)
        {
            request = request with { Event = ExpressionJson.FromElement(payload) };
        }

        if (body.Get("inputs") is { ValueKind: JsonValueKind.Object } inputs)
        {
            request = request with { Inputs = ExpressionJson.FromElement(inputs) };
        }

        request = request with
        {
            Ref = body.Text("ref") ?? request.Ref,
            Sha = body.Text("sha") ?? request.Sha,
            Actor = body.Text("actor") ?? request.Actor,
        };
        return (request, []);
    }

    private static Dictionary<string, string> Texts(JsonElement body, string name) =>
        body.Get(name) is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject()
                .Where(p => p.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(p => p.Name, p => p.Value.GetString()!)
            : [];
}
