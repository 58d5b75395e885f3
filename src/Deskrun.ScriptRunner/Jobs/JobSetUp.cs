using System.Runtime.InteropServices;
using System.Text;
using Deskrun.ScriptRunner.Registration;
using Deskrun.ScriptRunner.Reporting;
using Deskrun.ScriptRunner.Templates;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Jobs;

/// <summary>The step "Set up job": says where the job runs, makes its folders, evaluates what all steps share.</summary>
internal sealed class JobSetUp(ScriptRunnerEnvironment environment, RunnerSettings settings, JobMessage job)
{
    /// <summary>Does it.</summary>
    /// <exception cref="ExpressionException">A value of the workflow cannot be computed.</exception>
    /// <exception cref="InvalidDataException">The job needs what this runner does not have.</exception>
    public JobState Run(StepReport report, Masking.SecretMasker masker)
    {
        Describe(report);
        if (job.Unsupported.Count > 0)
        {
            throw new InvalidDataException(
                $"The job needs {string.Join(" and ", job.Unsupported)}, which the built-in runner does not have. "
                    + "Install the official runner and use `--runner official`."
            );
        }

        var work = Path.Combine(environment.RootFolder, settings.WorkFolder);
        var repository = job.Contexts["github"].Properties.GetValueOrDefault("repository")?.ToString() ?? "";
        var folders = JobFolders.For(work, repository, environment.Variables);
        report.Write("Prepare workflow directory");
        folders.Prepare();
        var state = new JobState(job, folders, masker);
        state.SetContext("runner", ExpressionValue.Of(RunnerContext(folders)));
        WriteEvent(state);
        var scope = new JobScope(state, []);
        foreach (var token in job.Environment)
        {
            // Later mappings may use what earlier ones set.
            foreach (var (name, value) in new TemplateEvaluator(scope).Texts(token, "env"))
            {
                state.SetVariable(name, value);
            }

            scope = new JobScope(state, state.Variables());
        }

        ReadDefaults(state, new TemplateEvaluator(scope));
        report.Write($"Workspace: {folders.Workspace}");
        report.Write($"Complete job name: {job.DisplayName}");
        return state;
    }

    private void Describe(StepReport report)
    {
        report.Write($"Current runner version: '{RunnerVersion.Version}' (the built-in runner of deskrun)");
        report.Write($"Runner name: '{settings.AgentName}'");
        if ((job.Variable("system.runnerGroupName") ?? settings.PoolName) is { Length: > 0 } group)
        {
            report.Write($"Runner group name: '{group}'");
        }

        report.Write($"Machine name: '{Environment.MachineName}'");
        report.Write("##[group]Operating System");
        report.Write($"{RuntimeInformation.OSDescription} ({RunnerVersion.Os} {RunnerVersion.Architecture})");
        report.Write($"{Environment.ProcessorCount} processors");
        report.Write("##[endgroup]");
        if (job.Variable("system.workflowFileFullPath") is { Length: > 0 } file)
        {
            report.Write(
                $"Uses: {file}{(job.Variable("system.workflowFileRef") is { Length: > 0 } at ? $"@{at}" : "")}"
            );
        }

        var inputs = job.Contexts.GetValueOrDefault("inputs")?.Properties;
        if (inputs is { Count: > 0 })
        {
            report.Write("##[group] Inputs");
            foreach (var (name, value) in inputs)
            {
                report.Write($"  {name}: {value}");
            }

            report.Write("##[endgroup]");
        }
    }

    private List<KeyValuePair<string, string>> RunnerContext(JobFolders folders)
    {
        List<KeyValuePair<string, string>> context =
        [
            new("os", RunnerVersion.Os),
            new("arch", RunnerVersion.Architecture),
            new("name", settings.AgentName),
            new("environment", "self-hosted"),
            new("tool_cache", folders.Tools),
            new("temp", folders.Temp),
            new("workspace", folders.Pipeline),
        ];
        if (job.Debug)
        {
            context.Add(new("debug", "1"));
        }

        return context;
    }

    private static void WriteEvent(JobState state)
    {
        var folder = Path.Combine(state.Folders.Temp, "_github_workflow");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "event.json");
        var value = state.Github("event");
        File.WriteAllText(
            path,
            value.Kind == ExpressionKind.Object ? ExpressionJson.ToIndentedText(value) : "{}",
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
        state.SetGithub("event_path", path);
    }

    private void ReadDefaults(JobState state, TemplateEvaluator evaluator)
    {
        foreach (var token in job.Defaults)
        {
            var run = evaluator.Value(token).Properties.GetValueOrDefault("run");
            foreach (var (name, value) in run?.Properties ?? new Dictionary<string, ExpressionValue>())
            {
                if (value.ToString() is { Length: > 0 } text)
                {
                    state.RunDefaults[name] = text;
                }
            }
        }
    }
}
