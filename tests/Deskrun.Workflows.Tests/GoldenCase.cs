using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Parsing;
using Deskrun.Workflows.Planning;

namespace Deskrun.Workflows.Tests;

/// <summary>
/// A folder with <c>workflow.yml</c> and <c>expected.json</c>: what parsing gives, and what a plan decides on each event
/// named in <c>run</c>. DESKRUN_UPDATE_GOLDEN=1 rewrites the answers (never the events) for review.
/// </summary>
internal sealed class GoldenCase(string name)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string folder = Path.Combine(Root(), name);

    public static IEnumerable<string> Names() =>
        Directory.GetDirectories(Root()).Select(d => Path.GetFileName(d)!).Order();

    public void Check()
    {
        var file = Path.Combine(folder, "expected.json");
        var expected = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))!.AsObject() : [];
        var actual = Run(expected).ToJsonString(Indented) + "\n";
        if (Repository.UpdatesGoldenFiles)
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", actual, ignoreLineEndingDifferences: true);
    }

    private JsonObject Run(JsonObject expected)
    {
        var result = WorkflowParser.Parse("workflow.yml", File.ReadAllText(Path.Combine(folder, "workflow.yml")));
        var actual = new JsonObject();
        if (result.Errors.Count > 0)
        {
            actual["errors"] = Texts(result.Errors.Select(e => e.ToString()));
        }

        if (result.Ignored.Count > 0)
        {
            actual["ignored"] = Texts(result.Ignored.Select(i => $"{i.Position} {i.Key}"));
        }

        if (result.Workflow is null)
        {
            return actual;
        }

        var inputs = Inputs(expected["inputs"] as JsonObject);
        if (expected["inputs"] is { } given)
        {
            actual["inputs"] = given.DeepClone();
        }

        actual["list"] = Texts(PlanListing.Of(result.Workflow, inputs).Jobs.Select(Describe));
        var planner = new WorkflowRunPlanner(result.Workflow, inputs);
        actual["run"] = new JsonArray([
            .. (expected["run"] as JsonArray ?? [new JsonObject { ["event"] = "start" }]).Select(e =>
                Step(planner, e!)
            ),
        ]);
        return actual;
    }

    private static JsonNode Step(WorkflowRunPlanner planner, JsonNode step)
    {
        var text = (string)step["event"]!;
        var words = text.Split(' ', 3);
        var decisions = words switch
        {
            ["start"] => planner.Start(),
            ["cancel"] => planner.Cancel(),
            [var key, var end, .. var rest] => planner.JobCompleted(
                key,
                Enum.Parse<JobConclusion>(end, ignoreCase: true),
                rest is [var json]
                    ? ExpressionJson.Parse(json).Properties.ToDictionary(p => p.Key, p => p.Value.ToString())
                    : null
            ),
            _ => throw new InvalidOperationException($"no event: {text}"),
        };
        return new JsonObject { ["event"] = text, ["decisions"] = Texts(decisions.Select(Describe)) };
    }

    private static string Describe(PlanDecision decision) =>
        decision switch
        {
            QueueJob { Job: var job } => $"queue {job.Key} '{job.DisplayName}' on {string.Join("+", job.Labels)}"
                + (job.RunnerGroup is null ? "" : $" of group {job.RunnerGroup}")
                + (job.TimeoutMinutes == 360 ? "" : $" for {job.TimeoutMinutes} min")
                + (job.ContinueOnError ? " may fail" : "")
                + (job.Matrix.Kind == ExpressionKind.Null ? "" : $" matrix {ExpressionJson.ToText(job.Matrix)}")
                + (job.Needs.Properties.Count == 0 ? "" : $" needs {ExpressionJson.ToText(job.Needs)}"),
            CancelJob cancel => $"cancel {cancel.Key}: {cancel.Reason}",
            EndJob end => $"{end.Conclusion.ToString().ToLowerInvariant()} {end.Key} '{end.DisplayName}': {end.Reason}",
            EndRun end => $"run {end.Conclusion.ToString().ToLowerInvariant()}",
            _ => throw new InvalidOperationException(decision.ToString()),
        };

    private static string Describe(ListedJob job) =>
        $"{job.Id} '{job.Name}' on {job.RunsOn}"
        + (job.Needs.Count == 0 ? "" : $" after {string.Join(", ", job.Needs)}")
        + (job.If is null ? "" : $" if {job.If}")
        + (job.Cells.Count == 0 ? "" : $" cells {string.Join("; ", job.Cells)}")
        + (job.Note is null ? "" : $" ({job.Note})");

    private static RunInputs Inputs(JsonObject? given) =>
        new()
        {
            GitHub = Context(given?["github"]),
            Vars = Context(given?["vars"]),
            Inputs = Context(given?["inputs"]),
            Jobs = [.. (given?["jobs"] as JsonArray ?? []).Select(j => (string)j!)],
            Matrix =
            [
                .. (given?["matrix"] as JsonObject ?? []).Select(m => KeyValuePair.Create(m.Key, (string)m.Value!)),
            ],
            MaxParallel = (int?)given?["maxParallel"],
        };

    private static ExpressionValue Context(JsonNode? node) => ExpressionJson.Parse(node?.ToJsonString() ?? "{}");

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static string Root([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "cases");
}
