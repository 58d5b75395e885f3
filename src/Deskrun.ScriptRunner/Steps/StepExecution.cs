using Deskrun.ScriptRunner.Jobs;
using Deskrun.ScriptRunner.Reporting;

namespace Deskrun.ScriptRunner.Steps;

/// <summary>A step while it runs: what it prints and sets goes through here.</summary>
internal sealed class StepExecution(JobState job, StepReport report, string contextName)
{
    /// <summary>The job it belongs to.</summary>
    public JobState Job => job;

    /// <summary>What the service is told of it.</summary>
    public StepReport Report => report;

    /// <summary>The <c>env</c> context of the step: the job's variables and its own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; private set; } = job.Variables();

    /// <summary>Whether a command or file could not be processed, which fails the step.</summary>
    public bool CommandFailed { get; set; }

    /// <summary>Whether commands are shown in the log.</summary>
    public bool Echo { get; set; } = job.Message.Debug;

    /// <summary>What expressions of this step see.</summary>
    public JobScope Scope => new(job, Variables);

    /// <summary>Adds the step's own variables.</summary>
    public void UseVariables(IEnumerable<KeyValuePair<string, string>> own)
    {
        var all = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Variables.Concat(own))
        {
            all[name] = value;
        }

        Variables = [.. all];
    }

    /// <summary>Writes to the log.</summary>
    public void Output(string line) => report.Write(line);

    /// <summary>Writes to the log where debugging is on.</summary>
    public void Debug(string text)
    {
        if (job.Message.Debug)
        {
            foreach (var line in text.Split('\n'))
            {
                report.Write($"##[debug]{line.TrimEnd('\r')}");
            }
        }
    }

    /// <summary>Notes an issue.</summary>
    public void Add(Issue issue) => report.Add(issue);

    /// <summary>Notes an error.</summary>
    public void Error(string message) => report.Add(new Issue(IssueLevel.Error, message));

    /// <summary>Notes a warning.</summary>
    public void Warning(string message) => report.Add(new Issue(IssueLevel.Warning, message));

    /// <summary>Sets an output of the step.</summary>
    public void SetOutput(string name, string value)
    {
        job.SetOutput(contextName, name, value);
        Debug($"Set output {name} = {value}");
    }

    /// <summary>Notes state for a later phase of an action; a script has no later phase, so it is only logged.</summary>
    public void SetState(string name, string value) => Debug($"Save intra-action state {name} = {value}");

    /// <summary>Sets a variable for the steps that follow.</summary>
    public void SetVariable(string name, string value)
    {
        const string Blocked = "NODE_OPTIONS";
        if (name.Equals(Blocked, StringComparison.OrdinalIgnoreCase))
        {
            Error($"Can't store {Blocked} output parameter using '$GITHUB_ENV' command.");
            return;
        }

        job.SetVariable(name, value);
        Debug($"{name}='{value}'");
    }

    /// <summary>Whether a switch is on in the step's variables.</summary>
    public bool IsSwitchedOn(string name) =>
        Variables.Any(v => v.Key == name && v.Value.Equals("true", StringComparison.OrdinalIgnoreCase));
}
