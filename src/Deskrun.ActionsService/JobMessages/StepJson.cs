using System.Text.Json;
using Deskrun.Workflows.Definitions;

namespace Deskrun.ActionsService.JobMessages;

/// <summary>Writes the steps of a job message.</summary>
internal static class StepJson
{
    public static void Write(Utf8JsonWriter writer, Step step, Guid id, string checkoutSource)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "action");
        writer.WriteString("id", id);
        writer.WriteString("name", step.ContextName);
        writer.WriteString("contextName", step.ContextName);
        writer.WriteString("condition", step.Condition.Text);
        writer.WritePropertyName("displayNameToken");
        if (step.Name is { } name)
        {
            TemplateToken.Write(writer, name);
        }
        else
        {
            writer.WriteStringValue(step.DefaultName);
        }

        writer.WriteStartObject("reference");
        if (step.Kind == StepKind.LocalAction)
        {
            writer.WriteString("type", "repository");
            writer.WriteString("repositoryType", "self");
            writer.WriteString("path", step.Uses);
        }
        else
        {
            writer.WriteString("type", "script");
        }

        writer.WriteEndObject();
        writer.WritePropertyName("inputs");
        WriteInputs(writer, step, checkoutSource);
        if (!step.Env.IsEmpty)
        {
            writer.WritePropertyName("environment");
            TemplateToken.Write(writer, step.Env);
        }

        if (step.ContinueOnError is { } continueOnError)
        {
            writer.WritePropertyName("continueOnError");
            TemplateToken.Write(writer, continueOnError);
        }

        if (step.TimeoutMinutes is { } timeout)
        {
            writer.WritePropertyName("timeoutInMinutes");
            TemplateToken.Write(writer, timeout);
        }

        writer.WriteEndObject();
    }

    private static void WriteInputs(Utf8JsonWriter writer, Step step, string checkoutSource)
    {
        if (step.Kind == StepKind.LocalAction)
        {
            TemplateToken.Write(writer, step.With);
            return;
        }

        var inputs = new List<(string, Action)>();
        if (step.Kind == StepKind.Checkout)
        {
            // A script works with every runner, and with one that is cut off from github.com. The job's own defaults
            // must not reach it: they may name a shell or a folder that the step cannot use.
            inputs.Add(("script", () => writer.WriteStringValue(CheckoutScript(step, checkoutSource))));
            inputs.Add(("shell", () => writer.WriteStringValue("sh")));
            inputs.Add(("workingDirectory", () => TemplateToken.WriteExpression(writer, "github.workspace")));
        }
        else
        {
            inputs.Add(("script", () => TemplateToken.Write(writer, step.Script!)));
            if (step.Shell is { } shell)
            {
                inputs.Add(("shell", () => TemplateToken.Write(writer, shell)));
            }

            if (step.WorkingDirectory is { } folder)
            {
                inputs.Add(("workingDirectory", () => TemplateToken.Write(writer, folder)));
            }
        }

        TemplateToken.WriteMap(writer, inputs);
    }

    private static string CheckoutScript(Step step, string source)
    {
        var ignored = string.Join(", ", step.With.Entries.Select(e => e.Name));
        var text =
            $"{step.Uses}: the workspace holds the repository already ({source})"
            + (ignored.Length > 0 ? $"; not used here: {ignored}" : "");
        return $"echo '{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
