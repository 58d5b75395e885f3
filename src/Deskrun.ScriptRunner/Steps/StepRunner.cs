using System.ComponentModel;
using Deskrun.ScriptRunner.FileCommands;
using Deskrun.ScriptRunner.Jobs;
using Deskrun.ScriptRunner.Processes;
using Deskrun.ScriptRunner.Protocol;
using Deskrun.ScriptRunner.Reporting;
using Deskrun.ScriptRunner.Shells;
using Deskrun.ScriptRunner.Templates;
using Deskrun.ScriptRunner.WorkflowCommands;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Steps;

/// <summary>Runs the steps of a job, one after the other, by the official runner's rules.</summary>
internal sealed class StepRunner(
    ScriptRunnerEnvironment environment,
    JobState job,
    JobSignals signals,
    OrphanSweeper sweeper,
    ResultsClient? results
)
{
    private readonly StepProcess processes = new(environment.Time, environment.Timings, sweeper);

    /// <summary>Runs a step, or skips it, and takes its result over into the job's.</summary>
    public async Task RunAsync(JobStep step, StepReport report)
    {
        job.SetGithub("action", step.Name);
        var execution = new StepExecution(job, report, step.ContextName);
        var outcome = await OutcomeAsync(step, execution).ConfigureAwait(false);
        var conclusion = outcome == Conclusion.Failed && MayFail(step, execution) ? Conclusion.Succeeded : outcome;
        job.SetOutcome(step.ContextName, outcome, conclusion);
        report.Complete(conclusion);
        if (conclusion == Conclusion.Failed)
        {
            job.Worsen(Conclusion.Failed);
        }
    }

    private async Task<Conclusion> OutcomeAsync(JobStep step, StepExecution execution)
    {
        using var stop = new CancellationTokenSource();
        try
        {
            var evaluator = new TemplateEvaluator(execution.Scope);
            execution.UseVariables(evaluator.Texts(step.Environment, "env"));
            if (signals.Shutdown.IsCancellationRequested || signals.Killed.IsCancellationRequested)
            {
                return Conclusion.Skipped;
            }

            await using var onCancel = signals.Cancelled.Register(() => OnCancelled(step, execution, stop));
            await using var onShutdown = signals.Shutdown.Register(() => OnShutdown(execution, stop));
            execution.Report.Rename(StepNames.Late(step, execution.Scope));
            if (!new TemplateEvaluator(execution.Scope).Condition(step.Condition))
            {
                return Conclusion.Skipped;
            }

            execution.Report.Start();
            return await RunScriptAsync(step, execution, stop).ConfigureAwait(false);
        }
        catch (ExpressionException e)
        {
            execution.Error(e.Message);
            return Conclusion.Failed;
        }
    }

    private async Task<Conclusion> RunScriptAsync(JobStep step, StepExecution execution, CancellationTokenSource stop)
    {
        var minutes = Timeout(step, execution);
        using var timeout =
            minutes > 0
                ? new CancellationTokenSource(TimeSpan.FromMinutes(minutes), environment.Time)
                : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, timeout.Token);
        Conclusion outcome;
        try
        {
            outcome = await StartAsync(step, execution, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            execution.Error($"The action '{execution.Report.Name}' has timed out after {minutes} minutes.");
            outcome = Conclusion.Failed;
        }
        catch (OperationCanceledException)
        {
            job.Worsen(signals.Shutdown.IsCancellationRequested ? Conclusion.Failed : Conclusion.Canceled);
            execution.Error("The operation was canceled.");
            outcome = Conclusion.Canceled;
        }
        catch (Exception e)
            when (e
                    is ShellException
                        or ExpressionException
                        or Win32Exception
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            execution.Error(e.Message);
            outcome = Conclusion.Failed;
        }

        return execution.CommandFailed && outcome == Conclusion.Succeeded ? Conclusion.Failed : outcome;
    }

    private async Task<Conclusion> StartAsync(JobStep step, StepExecution execution, CancellationToken cancel)
    {
        if (step.Uses is not null)
        {
            throw new ShellException(
                $"The built-in runner runs `run:` steps only, and this step is {step.Uses}. Install the official runner "
                    + "and use `--runner official`."
            );
        }

        var files = StepFiles.Create(job);
        var inputs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in new TemplateEvaluator(execution.Scope).Texts(step.Inputs, "step"))
        {
            inputs[name] = value;
        }

        var path = StepEnvironment.SearchPath(environment.Variables, execution);
        var plan = ScriptPlan.Make(inputs, job.RunDefaults, job.Folders.Workspace, path);
        foreach (var line in plan.Describe(execution.Variables))
        {
            execution.Output(line);
        }

        var variables = StepEnvironment.Compose(environment.Variables, execution, sweeper.Marker);
        var start = plan.Write(job.Folders.Temp, variables);
        execution.Debug(start.ToString());
        try
        {
            var commands = new CommandProcessor(execution);
            var code = await processes.RunAsync(start, commands.Process, cancel, signals.Killed).ConfigureAwait(false);
            if (code == 0)
            {
                return Conclusion.Succeeded;
            }

            execution.Error($"Process completed with exit code {code}.");
            return Conclusion.Failed;
        }
        finally
        {
            files.Process(execution);
            var retry = new Retry(
                environment.Time,
                environment.Timings.RequestRetry,
                environment.Timings.RequestAttempts
            );
            await StepSummary
                .UploadAsync(execution, files.Summary, results, retry, signals.Killed)
                .ConfigureAwait(false);
        }
    }

    private void OnCancelled(JobStep step, StepExecution execution, CancellationTokenSource stop)
    {
        job.Worsen(Conclusion.Canceled);
        bool goesOn;
        try
        {
            // A step with always() or cancelled() keeps running.
            goesOn = new TemplateEvaluator(execution.Scope).Condition(step.Condition);
        }
        catch (ExpressionException)
        {
            goesOn = false;
        }

        if (!goesOn)
        {
            stop.Cancel();
        }
    }

    private void OnShutdown(StepExecution execution, CancellationTokenSource stop)
    {
        job.Worsen(Conclusion.Failed);
        execution.Error(
            "The runner has received a shutdown signal. This can happen when the runner is stopped while a job runs."
        );
        stop.Cancel();
    }

    private static int Timeout(JobStep step, StepExecution execution)
    {
        var value = new TemplateEvaluator(execution.Scope).Value(step.Timeout);
        return value.Kind switch
        {
            ExpressionKind.Null => 0,
            ExpressionKind.Number when value.AsNumber is >= 0 and <= int.MaxValue => (int)value.AsNumber,
            ExpressionKind.String when int.TryParse(value.AsString, out var minutes) && minutes >= 0 => minutes,
            _ => throw new ExpressionException($"timeout-minutes must be a number, but it is '{value}'."),
        };
    }

    private static bool MayFail(JobStep step, StepExecution execution)
    {
        try
        {
            var value = new TemplateEvaluator(execution.Scope).Value(step.ContinueOnError);
            return value.Kind switch
            {
                ExpressionKind.Null => false,
                ExpressionKind.Boolean => value.AsBoolean,
                ExpressionKind.String when bool.TryParse(value.AsString, out var flag) => flag,
                _ => throw new ExpressionException($"continue-on-error must be true or false, but it is '{value}'."),
            };
        }
        catch (ExpressionException e)
        {
            execution.Error($"The step failed and it is not clear whether the job continues on error: {e.Message}");
            return false;
        }
    }
}
