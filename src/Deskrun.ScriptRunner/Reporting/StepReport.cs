using Deskrun.ScriptRunner.Jobs;
using Deskrun.ScriptRunner.Logs;
using Deskrun.ScriptRunner.Masking;
using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Reporting;

/// <summary>What the service is told of one step: its state, its log and its annotations. Safe for several threads.</summary>
internal sealed class StepReport(
    StepHead head,
    SecretMasker masker,
    JobLog log,
    TimeProvider time,
    Action<StepReport> changed
)
{
    // Limits of the official runner.
    private const int MostPerLevel = 10;
    private const int LongestMessage = 4096;

    private readonly Lock gate = new();
    private readonly List<AnnotationWire> annotations = [];
    private readonly int[] counts = new int[3];
    private readonly StepLog lines = log.OpenStep(head.Id);
    private string name = masker.Apply(head.Name);
    private DateTimeOffset? started;
    private DateTimeOffset? completed;
    private Conclusion? conclusion;

    /// <summary>Id, place and kind.</summary>
    public StepHead Head => head;

    /// <summary>The name as shown, masked.</summary>
    public string Name
    {
        get
        {
            lock (gate)
            {
                return name;
            }
        }
    }

    /// <summary>How it ended, or null.</summary>
    public Conclusion? Conclusion
    {
        get
        {
            lock (gate)
            {
                return conclusion;
            }
        }
    }

    /// <summary>Gives it the name that is known by now.</summary>
    public void Rename(string now) => Change(() => name = masker.Apply(now));

    /// <summary>Tells that it runs.</summary>
    public void Start() => Change(() => started = time.GetUtcNow());

    /// <summary>Tells that it ended, and hands its log over.</summary>
    public void Complete(Conclusion how)
    {
        lines.Close();
        Change(() =>
        {
            completed = time.GetUtcNow();
            started ??= completed;
            conclusion = how;
        });
    }

    /// <summary>Writes to its log. A text of several lines becomes several.</summary>
    /// <returns>The number of the (first) line, from 1.</returns>
    public long Write(string text) => lines.Write(masker.Apply(text));

    /// <summary>Notes an issue and writes it to the log.</summary>
    public void Add(Issue issue)
    {
        var message = masker.Apply(issue.Message);
        if (message.Length > LongestMessage)
        {
            message = message[..LongestMessage];
        }

        if (string.IsNullOrWhiteSpace(message))
        {
            return;
        }

        var line = lines.Write($"##[{issue.Level.ToString().ToLowerInvariant()}]{message}");
        Change(() =>
        {
            if (counts[(int)issue.Level]++ < MostPerLevel)
            {
                annotations.Add(Annotation(issue, message, line));
            }
        });
    }

    /// <summary>The state for <c>WorkflowStepsUpdate</c>.</summary>
    public StepUpdate ToUpdate()
    {
        lock (gate)
        {
            return new StepUpdate(
                head.Id.ToString(),
                head.Number,
                name,
                conclusion is not null ? 6
                    : started is not null ? 3
                    : 5,
                started is { } s ? ResultsClient.Stamp(s) : null,
                completed is { } c ? ResultsClient.Stamp(c) : null,
                conclusion.Number()
            );
        }
    }

    /// <summary>The result for <c>completejob</c>.</summary>
    public StepResultWire ToResult()
    {
        lock (gate)
        {
            return new StepResultWire(
                head.Id,
                head.Number,
                name,
                head.Action,
                head.Type,
                "completed",
                (conclusion ?? Jobs.Conclusion.Skipped).Wire(),
                started,
                completed,
                lines.Count,
                [.. annotations]
            );
        }
    }

    private AnnotationWire Annotation(Issue issue, string message, long logLine)
    {
        // An issue without a place points to its line of the log.
        var line = issue.Path is null && issue.Line == 0 ? logLine : issue.Line;
        return new AnnotationWire(
            issue.Level == IssueLevel.Error ? "failure" : issue.Level.ToString().ToLowerInvariant(),
            message,
            issue.Title is { } title ? masker.Apply(title) : null,
            issue.Path is { } path ? masker.Apply(path) : null,
            line,
            issue.EndLine == 0 ? line : issue.EndLine,
            issue.Column,
            issue.EndColumn == 0 ? issue.Column : issue.EndColumn,
            head.Number
        );
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            change();
        }

        changed(this);
    }
}
