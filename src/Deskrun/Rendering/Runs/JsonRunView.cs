using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Planning;

namespace Deskrun.Rendering.Runs;

/// <summary>One JSON object a line on stdout; the shape is documented in docs/json.md.</summary>
internal sealed class JsonRunView(Terminal terminal, RunProgress progress) : IRunView
{
    private readonly StepOrder order = new();
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc />
    public void Note(string text) => terminal.Error.WriteLine(text);

    /// <inheritdoc />
    public void Tick() { }

    /// <inheritdoc />
    public void Show(RunEvent happened)
    {
        progress.Take(happened);
        WriteEvents(order.Take(happened));
    }

    /// <inheritdoc />
    public void Finish(RunReport report)
    {
        WriteEvents(order.Rest());
        Write(json =>
        {
            json.WriteString("event", "run_completed");
            json.WriteString("workflow", report.Workflow);
            json.WriteString("conclusion", Word(report.Conclusion));
            json.WriteNumber("elapsed_ms", (long)report.Elapsed.TotalMilliseconds);
            json.WriteStartArray("jobs");
            foreach (var job in report.Jobs)
            {
                json.WriteStartObject();
                json.WriteString("job", job.Name);
                json.WriteString("conclusion", Word(job.Conclusion));
                WriteTime(json, "to_start_ms", job.ToStart);
                WriteTime(json, "duration_ms", job.Duration);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private void WriteEvents(IEnumerable<RunEvent> events)
    {
        foreach (var happened in events.Where(e => e is not RunCompleted))
        {
            Write(json => WriteEvent(json, happened));
        }
    }

    private static void WriteEvent(Utf8JsonWriter json, RunEvent happened)
    {
        json.WriteString("event", NameOf(happened));
        json.WriteString("time", happened.Time);
        if (happened is JobEvent { Job: var job })
        {
            json.WriteString("job", job.Name);
            json.WriteString("job_id", job.Key);
        }

        switch (happened)
        {
            case JobQueued queued:
                json.WriteNumber("attempt", queued.Attempt);
                break;
            case JobAssigned assigned:
                json.WriteString("scale_set", assigned.ScaleSet);
                break;
            case JobStarted started:
                json.WriteString("runner", started.Runner);
                break;
            case StepStarted started:
                // A runner may tell the beginning when the end is known already.
                WriteStep(json, started.Step with { Conclusion = null });
                break;
            case StepCompleted completed:
                WriteStep(json, completed.Step);
                break;
            case LogLines lines:
                json.WriteString("step", lines.Job.FindStep(lines.StepId)?.Name);
                json.WriteNumber("start_line", lines.StartLine);
                json.WriteStartArray("lines");
                foreach (var line in lines.Lines)
                {
                    json.WriteStringValue(line);
                }

                json.WriteEndArray();
                break;
            case AnnotationAdded { Annotation: var annotation }:
                json.WriteString("level", annotation.Level.ToString().ToLowerInvariant());
                json.WriteString("message", annotation.Message);
                json.WriteString("title", annotation.Title);
                json.WriteString("path", annotation.Path);
                json.WriteNumber("line", annotation.StartLine);
                json.WriteNumber("column", annotation.StartColumn);
                break;
            case SummaryWritten summary:
                json.WriteString("step", summary.Job.FindStep(summary.StepId)?.Name);
                json.WriteString("markdown", summary.Markdown);
                break;
            case LogLost lost:
                json.WriteString("reason", lost.Reason);
                break;
            case JobCompleted completed:
                json.WriteString("conclusion", Word(completed.Conclusion));
                break;
            case JobSkipped skipped:
                json.WriteString("reason", skipped.Reason);
                break;
        }
    }

    private static void WriteStep(Utf8JsonWriter json, StepRun step)
    {
        json.WriteString("step", step.Name);
        json.WriteNumber("number", step.Number);
        json.WriteString("conclusion", step.Conclusion is { } conclusion ? Word(conclusion) : null);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, TimeSpan? time)
    {
        if (time is { } known)
        {
            json.WriteNumber(name, (long)known.TotalMilliseconds);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>The event's name on the wire.</summary>
    private static string NameOf(RunEvent happened) =>
        happened switch
        {
            JobQueued => "job_queued",
            JobAssigned => "job_assigned",
            JobStarted => "job_started",
            StepStarted => "step_started",
            LogLines => "log",
            StepCompleted => "step_completed",
            AnnotationAdded => "annotation",
            SummaryWritten => "summary",
            LogLost => "log_lost",
            JobCompleted => "job_completed",
            JobSkipped => "job_skipped",
            _ => "run_completed",
        };

    private static string Word(JobConclusion conclusion) => conclusion.ToString().ToLowerInvariant();

    private void Write(Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        terminal.Out.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        terminal.Out.Flush();
    }
}
