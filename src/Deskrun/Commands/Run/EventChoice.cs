using System.Text.Json;
using System.Text.Json.Nodes;
using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Planning;

namespace Deskrun.Commands.Run;

/// <summary>The event that a run starts with, its payload and its inputs.</summary>
internal sealed record EventChoice(string Name, ExpressionValue Payload, ExpressionValue Inputs)
{
    private const string Dispatch = "workflow_dispatch";

    /// <summary>
    /// <c>--event</c> must be one that starts the workflow; without it <c>on</c> does not matter: workflow_dispatch when
    /// the workflow has it, else push when it has that, else its first event, else workflow_dispatch.
    /// </summary>
    public static EventChoice Make(RunOptions options, Workflow workflow, CliContext context)
    {
        if (options.Event is { } wanted && workflow.On.Find(wanted) is null)
        {
            var known = string.Join(", ", workflow.On.Events.Select(e => e.Name));
            throw new CliException(
                ExitCodes.Usage,
                $"--event {wanted}: does not start {workflow.Path}, which lists {(known.Length > 0 ? known : "no event")} under 'on'; "
                    + "leave --event out to run it all the same"
            );
        }

        var name = options.Event ?? Default(workflow);
        var given = NamedValues.Parse("--input", options.Inputs);
        if (given.Count > 0 && name != Dispatch)
        {
            throw new CliException(ExitCodes.Usage, $"--input needs the event {Dispatch}; this run starts with {name}");
        }

        var payload = options.EventFile is { } file
            ? ReadPayload(Path.GetFullPath(file, context.WorkingFolder), context)
            : [];
        var inputs =
            name == Dispatch
                ? Resolve(workflow, given, payload["inputs"] as JsonObject)
                : ExpressionValue.Of(Array.Empty<KeyValuePair<string, string>>());
        if (name == Dispatch)
        {
            payload["inputs"] = JsonNode.Parse(ExpressionJson.ToText(inputs));
        }

        return new(name, ExpressionJson.Parse(payload.ToJsonString()), inputs);
    }

    private static string Default(Workflow workflow) =>
        workflow.On.Find(Dispatch) is not null ? Dispatch
        : workflow.On.Find("push") is not null ? "push"
        : workflow.On.Events.FirstOrDefault()?.Name ?? Dispatch;

    private static ExpressionValue Resolve(Workflow workflow, Dictionary<string, string> given, JsonObject? fromFile)
    {
        var all = (fromFile ?? [])
            .Where(input => input.Value is not null)
            .ToDictionary(i => i.Key, i => i.Value!.ToString());
        foreach (var (name, value) in given)
        {
            all[name] = value;
        }

        var inputs = WorkflowInputs.Resolve(workflow, all);
        return inputs.Errors.Count == 0
            ? inputs.Values
            : throw new CliException(ExitCodes.Usage, $"{workflow.Path}: {string.Join("; ", inputs.Errors)}");
    }

    private static JsonObject ReadPayload(string path, CliContext context)
    {
        try
        {
            return JsonNode.Parse(GivenFile.ReadText($"--event-file {path}", path, context)) as JsonObject
                ?? throw new CliException(ExitCodes.Usage, $"--event-file {path}: expected a JSON object");
        }
        catch (JsonException exception)
        {
            throw new CliException(
                ExitCodes.Usage,
                $"--event-file {path}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}: no valid JSON",
                exception
            );
        }
    }
}
