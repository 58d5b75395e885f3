using System.Text.Json;
using System.Text.RegularExpressions;
using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ActionsService.JobMessages;

/// <summary>Writes what a runner gets when it takes a job (runner protocol reference, section 3).</summary>
internal static class JobMessageBuilder
{
    /// <param name="job">The job.</param>
    /// <param name="plan">What it does.</param>
    /// <param name="stepIds">An id for each step; the same at each call.</param>
    /// <param name="github">The <c>github</c> context.</param>
    /// <param name="endpoints">Where the runner finds the service.</param>
    public static byte[] Build(
        JobRun job,
        PlannedJob plan,
        IReadOnlyList<Guid> stepIds,
        ExpressionValue github,
        JobEndpoints endpoints
    )
    {
        var request = job.Run.Request;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("messageType", "RunnerJobRequest");
            WriteId(writer, "plan", "planId", job.Run.PlanId);
            WriteId(writer, "timeline", "id", job.Run.PlanId);
            writer.WriteString("jobId", job.Id);
            writer.WriteString("jobDisplayName", job.Name);
            writer.WriteString("jobName", job.Key);
            writer.WriteNumber("requestId", job.RequestId);
            writer.WriteString("billingOwnerId", "local");
            writer.WriteStartArray("fileTable");
            writer.WriteStringValue(request.WorkflowPath);
            writer.WriteEndArray();
            WriteEndpoint(writer, endpoints);
            WriteVariables(writer, job, request, endpoints);
            WriteMasks(writer, request);
            WriteContexts(writer, plan, request, github);
            WriteEnvironment(writer, plan, request);
            WriteDefaults(writer, plan.Defaults);
            if (!plan.Outputs.IsEmpty)
            {
                writer.WritePropertyName("jobOutputs");
                TemplateToken.Write(writer, plan.Outputs);
            }

            writer.WriteStartArray("steps");
            foreach (var (step, id) in plan.Steps.Zip(stepIds))
            {
                StepJson.Write(writer, step, id, request.CheckoutSource);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteId(Utf8JsonWriter writer, string name, string property, Guid id)
    {
        writer.WriteStartObject(name);
        writer.WriteString(property, id);
        writer.WriteEndObject();
    }

    private static void WriteEndpoint(Utf8JsonWriter writer, JobEndpoints endpoints)
    {
        writer.WriteStartObject("resources");
        writer.WriteStartArray("endpoints");
        writer.WriteStartObject();
        writer.WriteString("name", "SystemVssConnection");
        writer.WriteString("url", new Uri(endpoints.Service, "run/").ToString());
        writer.WriteStartObject("authorization");
        writer.WriteString("scheme", "OAuth");
        writer.WriteStartObject("parameters");
        writer.WriteString("AccessToken", endpoints.Token);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartObject("data");
        var feed = new UriBuilder(endpoints.Service) { Scheme = "ws", Path = "/feed" };
        writer.WriteString("FeedStreamUrl", feed.Uri.ToString());
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteVariables(Utf8JsonWriter writer, JobRun job, RunRequest request, JobEndpoints endpoints)
    {
        void Write(string name, string value, bool secret = false)
        {
            writer.WriteStartObject(name);
            writer.WriteString("value", value);
            writer.WriteBoolean("isSecret", secret);
            writer.WriteEndObject();
        }

        writer.WriteStartObject("variables");
        Write("system.github.job", job.Key);
        Write("system.github.results_endpoint", endpoints.Service.ToString());
        Write("system.runnerGroupName", "Default");
        Write("system.runnerEnvironment", "self-hosted");
        // Without these the official runner has no notices and no titles, and says nothing of commands that go away.
        Write("DistributedTask.EnhancedAnnotations", "true");
        Write("DistributedTask.DeprecateStepOutputCommands", "true");
        Write("system.workflowFileFullPath", request.WorkflowPath);
        Write("system.workflowFilePath", request.WorkflowPath);
        Write("system.workflowFileSha", request.Sha);
        Write("system.workflowFileRef", request.Ref);
        var token = request.Secrets.GetValueOrDefault("GITHUB_TOKEN", "");
        Write("system.github.token", token, token.Length > 0);
        foreach (var (name, value) in request.Secrets)
        {
            Write(name, value, secret: true);
        }

        writer.WriteEndObject();
    }

    private static void WriteMasks(Utf8JsonWriter writer, RunRequest request)
    {
        writer.WriteStartArray("mask");
        var lines = request.Secrets.Values.SelectMany(v => v.Split('\n', StringSplitOptions.TrimEntries)).Distinct();
        foreach (var line in lines.Where(l => l.Length > 0))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "regex");
            writer.WriteString("value", Regex.Escape(line));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteContexts(
        Utf8JsonWriter writer,
        PlannedJob plan,
        RunRequest request,
        ExpressionValue github
    )
    {
        void Write(string name, ExpressionValue value)
        {
            writer.WritePropertyName(name);
            ContextData.Write(writer, value);
        }

        writer.WriteStartObject("contextData");
        Write("github", github);
        Write("inputs", request.Inputs);
        Write("vars", ExpressionValue.Of(request.Variables));
        Write("needs", plan.Needs);
        Write("strategy", plan.Strategy);
        Write("matrix", plan.Matrix);
        writer.WriteEndObject();
    }

    private static void WriteEnvironment(Utf8JsonWriter writer, PlannedJob plan, RunRequest request)
    {
        writer.WriteStartArray("environmentVariables");
        WriteMaps(writer, plan.Env.Take(1));
        if (request.ExtraEnv.Count > 0)
        {
            TemplateToken.WriteMap(
                writer,
                request.ExtraEnv.Select(e => (e.Key, (Action)(() => writer.WriteStringValue(e.Value))))
            );
        }

        WriteMaps(writer, plan.Env.Skip(1));

        writer.WriteEndArray();
    }

    private static void WriteMaps(Utf8JsonWriter writer, IEnumerable<TemplateMap> maps)
    {
        foreach (var map in maps.Where(m => !m.IsEmpty))
        {
            TemplateToken.Write(writer, map);
        }
    }

    private static void WriteDefaults(Utf8JsonWriter writer, RunDefaults defaults)
    {
        var entries = new List<(string, Action)>();
        if (defaults.Shell is { } shell)
        {
            entries.Add(("shell", () => TemplateToken.Write(writer, shell)));
        }

        if (defaults.WorkingDirectory is { } folder)
        {
            entries.Add(("working-directory", () => TemplateToken.Write(writer, folder)));
        }

        // A list, of which the runner takes the last "run" whole; so they are merged here.
        writer.WriteStartArray("defaults");
        if (entries.Count > 0)
        {
            TemplateToken.WriteMap(writer, [("run", () => TemplateToken.WriteMap(writer, entries))]);
        }

        writer.WriteEndArray();
    }
}
