using System.Text.Json;
using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.Runs;

namespace Deskrun.ActionsService.Runners;

/// <summary>Reads what a runner says at the end of a job (runner protocol reference, section 4).</summary>
internal static class CompletionReport
{
    /// <summary>The conclusion of a job or step; null when it says none. Names and the numbers of the real enum are read.</summary>
    public static JobConclusion? Conclusion(JsonElement element)
    {
        var value = element.Get("conclusion");
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.ToString();
        return text?.ToLowerInvariant() switch
        {
            "succeeded" or "succeededwithissues" or "success" or "0" or "1" => JobConclusion.Success,
            "failed" or "failure" or "abandoned" or "2" or "5" => JobConclusion.Failure,
            "canceled" or "cancelled" or "3" => JobConclusion.Cancelled,
            "skipped" or "4" => JobConclusion.Skipped,
            _ => null,
        };
    }

    /// <summary>Takes over outputs, steps and annotations.</summary>
    public static void TakeOver(JobRun job, JsonElement body, DateTimeOffset now)
    {
        var results = body.List("stepResults").ToArray();
        StepRun[] steps =
        [
            .. results
                .Where(r => r.Id("external_id") is not null)
                .Select(r => new StepRun(
                    r.Id("external_id")!.Value,
                    (int)(r.Number("number") ?? 0),
                    r.Text("name") ?? "",
                    r.Time("started_at"),
                    r.Time("completed_at"),
                    Conclusion(r)
                )),
        ];
        job.UpdateSteps(steps, long.MaxValue, now);
        foreach (var result in results)
        {
            foreach (var annotation in result.List("annotations"))
            {
                job.Annotate(Read(annotation, (int)(result.Number("number") ?? 0)), now);
            }
        }

        foreach (var annotation in body.List("annotations"))
        {
            job.Annotate(Read(annotation, 0), now);
        }

        if (body.Get("outputs") is { ValueKind: JsonValueKind.Object } outputs)
        {
            job.Outputs = outputs
                .EnumerateObject()
                .ToDictionary(o => o.Name, o => o.Value.Text("value") ?? "", StringComparer.OrdinalIgnoreCase);
        }
    }

    private static Annotation Read(JsonElement annotation, int stepNumber) =>
        new(
            annotation.Text("level")?.ToLowerInvariant() switch
            {
                "failure" => AnnotationLevel.Failure,
                "warning" => AnnotationLevel.Warning,
                _ => AnnotationLevel.Notice,
            },
            annotation.Text("message") ?? "",
            annotation.Text("title"),
            annotation.Text("path"),
            (int)(annotation.Number("startLine") ?? 0),
            (int)(annotation.Number("endLine") ?? 0),
            (int)(annotation.Number("startColumn") ?? 0),
            (int)(annotation.Number("endColumn") ?? 0),
            (int)(annotation.Number("stepNumber") ?? stepNumber)
        );
}
