using Deskrun.ScriptRunner.Masking;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Jobs;

/// <summary>What steps share and change: environment, path, outputs, status. Safe for several threads.</summary>
internal sealed class JobState
{
    private readonly Lock gate = new();
    private readonly OrderedDictionary<string, string> environment = new(StringComparer.Ordinal);
    private readonly List<string> path = [];
    private readonly OrderedDictionary<string, StepOutcome> steps = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ExpressionValue> contexts;
    private readonly OrderedDictionary<string, ExpressionValue> github = new(StringComparer.OrdinalIgnoreCase);
    private readonly ExpressionValue job;
    private Conclusion? result;

    public JobState(JobMessage message, JobFolders folders, SecretMasker masker)
    {
        Message = message;
        Folders = folders;
        Masker = masker;
        contexts = new(message.Contexts, StringComparer.OrdinalIgnoreCase)
        {
            ["secrets"] = ExpressionValue.Of(JobSecrets.Context(message)),
        };
        job = contexts.GetValueOrDefault("job") ?? ExpressionValue.Null;
        github["token"] = ExpressionValue.Of(message.Variable(JobSecrets.TokenVariable) ?? "");
        if (message.Variable("system.github.job") is { Length: > 0 } id)
        {
            github["job"] = ExpressionValue.Of(id);
        }

        foreach (var (name, value) in contexts["github"].Properties)
        {
            github[name] = value;
        }

        SetGithub("workspace", folders.Workspace);
        SetGithub("action_repository", "");
        SetGithub("action_ref", "");
    }

    /// <summary>The job.</summary>
    public JobMessage Message { get; }

    /// <summary>Its folders.</summary>
    public JobFolders Folders { get; }

    /// <summary>Its secrets.</summary>
    public SecretMasker Masker { get; }

    /// <summary>Values of <c>defaults.run</c> by key.</summary>
    public Dictionary<string, string> RunDefaults { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How the job stands; succeeded until something else happened.</summary>
    public Conclusion Result
    {
        get
        {
            lock (gate)
            {
                return result ?? Conclusion.Succeeded;
            }
        }
    }

    /// <summary>Makes the result worse; a cancelled job stays cancelled.</summary>
    public void Worsen(Conclusion with)
    {
        lock (gate)
        {
            if (result is null or Conclusion.Succeeded or Conclusion.Failed && (result is null || with > result))
            {
                result = with;
            }
        }
    }

    /// <summary>Sets a context that the runner itself makes.</summary>
    public void SetContext(string name, ExpressionValue value)
    {
        lock (gate)
        {
            contexts[name] = value;
        }
    }

    /// <summary>Sets a property of <c>github</c>.</summary>
    public void SetGithub(string name, string value)
    {
        lock (gate)
        {
            github[name] = ExpressionValue.Of(value);
        }
    }

    /// <summary>A property of <c>github</c>.</summary>
    public ExpressionValue Github(string name)
    {
        lock (gate)
        {
            return github.TryGetValue(name, out var value) ? value : ExpressionValue.Null;
        }
    }

    /// <summary>The properties of a context that the runner or the message made.</summary>
    public IReadOnlyList<KeyValuePair<string, ExpressionValue>> Properties(string context)
    {
        lock (gate)
        {
            return context == "github" ? [.. github] : [.. contexts[context].Properties];
        }
    }

    /// <summary>Sets a variable for all steps to come.</summary>
    public void SetVariable(string name, string value)
    {
        lock (gate)
        {
            environment[name] = value;
        }
    }

    /// <summary>The variables that job and steps set so far.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables()
    {
        lock (gate)
        {
            return [.. environment];
        }
    }

    /// <summary>Puts a folder before all others on the path of the steps to come.</summary>
    public void AddPath(string folder)
    {
        lock (gate)
        {
            path.Remove(folder);
            path.Add(folder);
        }
    }

    /// <summary>The folders that steps added, the last one first.</summary>
    public IReadOnlyList<string> AddedPath()
    {
        lock (gate)
        {
            return [.. path.AsEnumerable().Reverse()];
        }
    }

    /// <summary>Sets an output of a step. Steps without an id of their own have none.</summary>
    public void SetOutput(string step, string name, string value) => Change(step, s => s.Outputs[name] = value);

    /// <summary>Notes how a step ended, before and after <c>continue-on-error</c>.</summary>
    public void SetOutcome(string step, Conclusion outcome, Conclusion conclusion) =>
        Change(
            step,
            s =>
            {
                s.Outcome = outcome;
                s.Conclusion = conclusion;
            }
        );

    /// <summary>A context as expressions see it now.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="variables">The <c>env</c> context at this place.</param>
    public ExpressionValue? Context(string name, IEnumerable<KeyValuePair<string, string>> variables)
    {
        lock (gate)
        {
            return name.ToLowerInvariant() switch
            {
                "github" => ExpressionValue.Of(github),
                "env" => ExpressionValue.Of(variables),
                "steps" => ExpressionValue.Of(steps.Select(s => KeyValuePair.Create(s.Key, s.Value.ToValue()))),
                "job" => ExpressionValue.Of(job.Properties.Append(new("status", ExpressionValue.Of(Result.Status())))),
                var other => contexts.GetValueOrDefault(other),
            };
        }
    }

    private void Change(string step, Action<StepOutcome> change)
    {
        if (step.Length == 0 || step.StartsWith("__", StringComparison.Ordinal))
        {
            return;
        }

        lock (gate)
        {
            if (!steps.TryGetValue(step, out var outcome))
            {
                steps[step] = outcome = new StepOutcome();
            }

            change(outcome);
        }
    }
}
