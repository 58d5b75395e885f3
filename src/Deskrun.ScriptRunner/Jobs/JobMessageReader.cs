using System.Text.Json;
using Deskrun.ScriptRunner.Protocol;
using Deskrun.ScriptRunner.Templates;

namespace Deskrun.ScriptRunner.Jobs;

/// <summary>Reads a job message.</summary>
internal static class JobMessageReader
{
    private const string SystemConnection = "SystemVssConnection";

    /// <summary>Reads the answer of <c>acquirejob</c>.</summary>
    /// <exception cref="InvalidDataException">Something that the runner cannot do without is missing; the message names it.</exception>
    public static JobMessage Read(JsonElement json)
    {
        var connection =
            json.Find("resources")
                ?.List("endpoints")
                .FirstOrDefault(e =>
                    string.Equals(e.Text("name"), SystemConnection, StringComparison.OrdinalIgnoreCase)
                )
            ?? default;
        if (!Uri.TryCreate(connection.Text("url"), UriKind.Absolute, out var service))
        {
            throw Missing($"resources.endpoints[{SystemConnection}].url");
        }

        var contexts = json.Map("contextData")
            .ToDictionary(p => p.Name, p => ContextDataReader.Read(p.Value), StringComparer.OrdinalIgnoreCase);
        return new JobMessage
        {
            PlanId = json.Find("plan")?.Text("planId") ?? throw Missing("plan.planId"),
            JobId = json.Text("jobId") ?? throw Missing("jobId"),
            DisplayName = json.Text("jobDisplayName") ?? json.Text("jobName") ?? "job",
            ServiceUrl = JobMessage.WithSlash(service),
            AccessToken =
                connection.Find("authorization")?.Find("parameters")?.Text("AccessToken")
                ?? throw Missing($"resources.endpoints[{SystemConnection}].authorization.parameters.AccessToken"),
            FeedUrl = Uri.TryCreate(connection.Find("data")?.Text("FeedStreamUrl"), UriKind.Absolute, out var feed)
                ? feed
                : null,
            BillingOwnerId = json.Text("billingOwnerId"),
            Variables = ReadVariables(json),
            MaskPatterns = [.. json.List("mask").Select(m => m.Text("value")).OfType<string>()],
            Contexts = contexts.ContainsKey("github") ? contexts : throw Missing("contextData.github"),
            Environment = ReadTokens(json, "environmentVariables"),
            Defaults = ReadTokens(json, "defaults"),
            Outputs = TemplateTokenReader.Read(json.Find("jobOutputs")),
            Steps = [.. json.List("steps").Select(ReadStep)],
            Unsupported = [.. FindUnsupported(json)],
        };
    }

    private static Dictionary<string, JobVariable> ReadVariables(JsonElement json)
    {
        var variables = new Dictionary<string, JobVariable>(StringComparer.OrdinalIgnoreCase);
        foreach (var variable in json.Map("variables"))
        {
            var value = variable.Value;
            variables[variable.Name] =
                value.ValueKind == JsonValueKind.Object
                    ? new JobVariable(value.Text("value") ?? "", value.Flag("isSecret"))
                    : new JobVariable(value.ToString(), false);
        }

        return variables;
    }

    private static List<TemplateToken> ReadTokens(JsonElement json, string name) =>
        [.. json.List(name).Select(token => TemplateTokenReader.Read(token)).OfType<TemplateToken>()];

    private static JobStep ReadStep(JsonElement json)
    {
        if (!Guid.TryParse(json.Text("id"), out var id))
        {
            throw Missing("steps[].id");
        }

        return new JobStep
        {
            Id = id,
            Name = json.Text("name") ?? json.Text("contextName") ?? "__run",
            ContextName = json.Text("contextName") ?? "",
            Condition = json.Text("condition") is { Length: > 0 } condition ? condition : "success()",
            DisplayName = TemplateTokenReader.Read(json.Find("displayNameToken") ?? json.Find("displayName")),
            Environment = TemplateTokenReader.Read(json.Find("environment")),
            Inputs = TemplateTokenReader.Read(json.Find("inputs")),
            ContinueOnError = TemplateTokenReader.Read(json.Find("continueOnError")),
            Timeout = TemplateTokenReader.Read(json.Find("timeoutInMinutes")),
            Uses = ReadUses(json),
        };
    }

    private static string? ReadUses(JsonElement json)
    {
        var reference = json.Find("reference") ?? default;
        var type = reference.Text("type") ?? "script";
        if (json.Text("type") is { } kind && !kind.Equals("action", StringComparison.OrdinalIgnoreCase))
        {
            return $"a step of the kind '{kind}'";
        }

        return type.Equals("script", StringComparison.OrdinalIgnoreCase) ? null
            : reference.Text("image") is { } image ? $"docker://{image}"
            : string.Join(
                '/',
                new[] { reference.Text("name"), reference.Text("path") }.Where(p => !string.IsNullOrEmpty(p))
            ) + (reference.Text("ref") is { } at ? $"@{at}" : "");
    }

    private static IEnumerable<string> FindUnsupported(JsonElement json)
    {
        if (TemplateTokenReader.Read(json.Find("jobContainer")) is not null)
        {
            yield return "a job container";
        }

        if (
            TemplateTokenReader.Read(json.Find("jobServiceContainers")) is { } services
            && services is not TemplateToken.Mapping { Entries.Count: 0 }
        )
        {
            yield return "service containers";
        }

        if (TemplateTokenReader.Read(json.Find("snapshot")) is not null)
        {
            yield return "a snapshot";
        }
    }

    private static InvalidDataException Missing(string what) =>
        new($"The job message has no {what}; the job cannot be run.");
}
