using Deskrun.ScriptRunner.Masking;
using Deskrun.ScriptRunner.Processes;
using Deskrun.ScriptRunner.Protocol;
using Deskrun.ScriptRunner.Registration;
using Deskrun.ScriptRunner.Reporting;
using Deskrun.ScriptRunner.Steps;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Jobs;

/// <summary>Runs a job from its message to <c>completejob</c>.</summary>
internal sealed class JobRunner(ScriptRunnerEnvironment environment, RunnerSettings settings, ServiceHttp http)
{
    private static readonly TimeSpan BudgetAfterKill = TimeSpan.FromSeconds(5);

    /// <summary>Runs it. Whatever happens inside of the job ends in its result; only an unreachable service throws.</summary>
    public async Task<Conclusion> RunAsync(JobMessage job, JobSignals signals)
    {
        var masker = JobSecrets.Masker(job);
        var bearer = new FixedBearer(job.AccessToken);
        var sweeper = new OrphanSweeper($"github_{Guid.NewGuid()}");
        Directory.CreateDirectory(Path.Combine(environment.RootFolder, "_diag"));
        var reporting = JobReporting.Open(environment, job, masker, bearer, http, signals.Shutdown);
        await using var closing = reporting.ConfigureAwait(false);
        var (result, outputs) = await RunStepsAsync(job, signals, masker, sweeper, reporting).ConfigureAwait(false);

        // After a kill there is little time left, else the reports have budgets of their own.
        using var hurry = new CancellationTokenSource();
        await using var onKill = signals.Killed.Register(() => _ = HurryAsync(hurry)).ConfigureAwait(false);
        await reporting.FinishAsync(hurry.Token).ConfigureAwait(false);
        await CompleteAsync(job, bearer, reporting, result, outputs, signals.Shutdown, hurry.Token)
            .ConfigureAwait(false);
        return signals.LeaseLost ? Conclusion.Abandoned : result;
    }

    private async Task<(Conclusion Result, IReadOnlyDictionary<string, string> Outputs)> RunStepsAsync(
        JobMessage job,
        JobSignals signals,
        SecretMasker masker,
        OrphanSweeper sweeper,
        JobReporting reporting
    )
    {
        var nothing = new Dictionary<string, string>();
        var setUp = reporting.AddStep(Guid.NewGuid(), "Set up job", "runner", "setup_job");
        setUp.Start();
        if (SetUp(job, setUp, masker) is not { } state)
        {
            return (Conclusion.Failed, nothing);
        }

        var scope = new JobScope(state, state.Variables());
        var steps = job
            .Steps.Select(s =>
                (
                    Step: s,
                    Report: reporting.AddStep(
                        s.Id,
                        StepNames.Early(s, scope),
                        s.Uses is null ? "run" : "action",
                        s.Uses
                    )
                )
            )
            .ToList();
        setUp.Complete(Conclusion.Succeeded);
        var runner = new StepRunner(environment, state, signals, sweeper, reporting.Results);
        foreach (var (step, report) in steps)
        {
            if (signals.Shutdown.IsCancellationRequested)
            {
                state.Worsen(Conclusion.Failed);
            }
            else if (signals.Cancelled.IsCancellationRequested || signals.Killed.IsCancellationRequested)
            {
                state.Worsen(Conclusion.Canceled);
            }

            await runner.RunAsync(step, report).ConfigureAwait(false);
        }

        var finish = reporting.AddStep(Guid.NewGuid(), "Complete job", "runner", "complete_job");
        finish.Start();
        var outputs = JobFinish.Run(state, finish, sweeper);
        finish.Complete(outputs is null ? Conclusion.Failed : Conclusion.Succeeded);
        state.Folders.CleanTemp();
        return (state.Result, outputs ?? new Dictionary<string, string>());
    }

    private JobState? SetUp(JobMessage job, StepReport report, SecretMasker masker)
    {
        try
        {
            return new JobSetUp(environment, settings, job).Run(report, masker);
        }
        catch (Exception e)
            when (e is ExpressionException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            report.Add(new Issue(IssueLevel.Error, e.Message));
            report.Complete(Conclusion.Failed);
            return null;
        }
    }

    private async Task CompleteAsync(
        JobMessage job,
        IBearer bearer,
        JobReporting reporting,
        Conclusion result,
        IReadOnlyDictionary<string, string> outputs,
        CancellationToken going,
        CancellationToken cancel
    )
    {
        var request = new CompleteRequest(
            job.PlanId,
            job.JobId,
            result.Wire(),
            outputs,
            [.. reporting.Steps.Select(s => s.ToResult())],
            job.BillingOwnerId
        );
        var service = new RunServiceClient(job.ServiceUrl, bearer, http);
        var retry = new Retry(
            environment.Time,
            environment.Timings.RequestRetry,
            2 * environment.Timings.RequestAttempts,
            going
        );
        await retry.RunAsync(() => service.CompleteAsync(request, cancel), cancel).ConfigureAwait(false);
    }

    private async Task HurryAsync(CancellationTokenSource hurry)
    {
        await Task.Delay(BudgetAfterKill, environment.Time).ConfigureAwait(false);
        try
        {
            await hurry.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The job was reported in time.
        }
    }
}
