using System.Text;
using System.Text.Json;
using Deskrun.Workflows.Parsing;
using Deskrun.Workflows.Planning;

namespace Deskrun.Commands.Run;

/// <summary>What can be run: the workflow files of a repository, or the jobs of one file.</summary>
internal static class WorkflowListing
{
    /// <summary>Lists workflow files with their names; a file with errors is listed with the first of them.</summary>
    public static int WriteFiles(CliContext context, IReadOnlyList<string> files, string root)
    {
        if (files.Count == 0)
        {
            throw new CliException(
                ExitCodes.Usage,
                $"no workflow files in {Path.Combine(root, ".github", "workflows")}; name a file: deskrun run FILE"
            );
        }

        var width = files.Max(file => Path.GetFileName(file).Length);
        foreach (var file in files)
        {
            context.Terminal.Out.WriteLine(
                $"{Path.GetFileName(file).PadRight(width)}  {Describe(context, file, Path.GetRelativePath(root, file))}"
            );
        }

        return ExitCodes.Success;
    }

    private static string Describe(CliContext context, string file, string shown)
    {
        try
        {
            using var stream = GivenFile.Open(shown, file, context);
            var result = WorkflowParser.Parse(shown, stream);
            return result.Workflow is { } workflow
                ? $"{workflow.Name}  ({string.Join(", ", workflow.Jobs.Select(job => job.Id))})"
                : $"cannot run here: {result.Errors[0]}";
        }
        catch (CliException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Lists jobs and the cells of their matrix, as far as they are known without running anything.</summary>
    public static int WriteJobs(CliContext context, PlanListing listing, string output)
    {
        if (output == "json")
        {
            context.Terminal.Out.WriteLine(Json(listing));
            return ExitCodes.Success;
        }

        context.Terminal.Out.WriteLine(listing.Name);
        var width = listing.Jobs.Max(job => job.Name.Length);
        foreach (var job in listing.Jobs)
        {
            var needs = job.Needs.Count > 0 ? $"  needs {string.Join(", ", job.Needs)}" : "";
            var condition = job.If is { Length: > 0 } text ? $"  if {text}" : "";
            context.Terminal.Out.WriteLine($"  {job.Name.PadRight(width)}  [{job.RunsOn}]{needs}{condition}");
            foreach (var cell in job.Cells)
            {
                context.Terminal.Out.WriteLine($"    {cell}");
            }

            if (job.Note is { } note)
            {
                context.Terminal.Out.WriteLine($"    ({note})");
            }
        }

        return ExitCodes.Success;
    }

    private static string Json(PlanListing listing)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("workflow", listing.Name);
            json.WriteStartArray("jobs");
            foreach (var job in listing.Jobs)
            {
                json.WriteStartObject();
                json.WriteString("job_id", job.Id);
                json.WriteString("job", job.Name);
                json.WriteString("runs_on", job.RunsOn);
                json.WriteString("if", job.If);
                WriteList(json, "needs", job.Needs);
                WriteList(json, "cells", job.Cells);
                json.WriteString("note", job.Note);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
