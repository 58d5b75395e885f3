using Deskrun.ScriptRunner.Jobs;
using Deskrun.ScriptRunner.Logs;
using Deskrun.ScriptRunner.Masking;
using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Reporting;

/// <summary>Everything by which a job is seen while it runs: steps, live lines, logs and summaries.</summary>
internal sealed class JobReporting : IAsyncDisposable
{
    private readonly ScriptRunnerEnvironment environment;
    private readonly SecretMasker masker;
    private readonly LogSpool spool;
    private readonly LogUploader? uploader;
    private readonly LiveFeed? feed;
    private readonly StepBoard board;
    private readonly JobLog log;
    private readonly List<StepReport> steps = [];

    private JobReporting(
        ScriptRunnerEnvironment environment,
        JobMessage job,
        SecretMasker masker,
        ResultsClient? results,
        LogSpool spool,
        CancellationToken going
    )
    {
        var timings = environment.Timings;
        this.environment = environment;
        this.masker = masker;
        this.spool = spool;
        Results = results;
        uploader = results is null
            ? null
            : new LogUploader(
                results,
                spool,
                new Retry(environment.Time, timings.RequestRetry, timings.RequestAttempts, going)
            );
        feed = job.FeedUrl is { } url ? new LiveFeed(url, job.AccessToken, environment.Time, timings) : null;
        board = new StepBoard(results, environment.Time, timings.StepReports);
        log = new JobLog(spool, uploader, feed, environment.Time, Say);
    }

    /// <summary>The results service, or null when the job has none.</summary>
    public ResultsClient? Results { get; }

    /// <summary>The reports of all steps so far, in their order.</summary>
    public IReadOnlyList<StepReport> Steps => steps;

    /// <summary>Opens the reporting of a job; its log file is made in the runner's <c>_diag</c>.</summary>
    /// <param name="environment">The outside world.</param>
    /// <param name="job">The job.</param>
    /// <param name="masker">Knows its secrets.</param>
    /// <param name="bearer">The job's token.</param>
    /// <param name="http">Sends the requests.</param>
    /// <param name="going">The runner was told to go: a service that is gone is not waited for.</param>
    public static JobReporting Open(
        ScriptRunnerEnvironment environment,
        JobMessage job,
        SecretMasker masker,
        IBearer bearer,
        ServiceHttp http,
        CancellationToken going
    )
    {
        var results = job.ResultsUrl is { } url
            ? new ResultsClient(url, job.PlanId, job.JobId, bearer, http, environment.Time)
            : null;
        var path = Path.Combine(environment.RootFolder, "_diag", $"job-{Guid.NewGuid():N}.log");
        return new JobReporting(
            environment,
            job,
            masker,
            results,
            new LogSpool(path, environment.CreateLogFile),
            going
        );
    }

    /// <summary>Adds a step behind the others; it is pending until it is started.</summary>
    public StepReport AddStep(Guid id, string name, string type, string? action)
    {
        var head = new StepHead(id, steps.Count + 1, name, type, action);
        var report = new StepReport(head, masker, log, environment.Time, board.Changed);
        steps.Add(report);
        board.Changed(report);
        return report;
    }

    /// <summary>Sends everything that has not arrived yet and says what could not be sent.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        log.Close();
        using var deadline = new CancellationTokenSource(environment.Timings.Flush, environment.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            await Task.WhenAll(
                    board.FinishAsync(both.Token),
                    feed?.FinishAsync(onlyWitness: uploader is null || log.Failure is not null, both.Token)
                        ?? Task.CompletedTask,
                    uploader?.FinishAsync(both.Token) ?? Task.CompletedTask
                )
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Say("Not all logs could be uploaded in time.");
        }

        if (board.Failure is { } lost)
        {
            Say($"The state of the steps could not be reported: {lost.Message}");
        }

        if (feed?.Failure is { } blind)
        {
            Say($"The live log could not be sent: {blind.Message}");
        }

        if (uploader?.Failure is { } failure)
        {
            Say($"A log could not be uploaded: {failure.Message} It is kept in {spool.Path}");
        }

        spool.Dispose();
        if (uploader is { Failure: null })
        {
            File.Delete(spool.Path);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await board.DisposeAsync().ConfigureAwait(false);
        if (feed is not null)
        {
            await feed.DisposeAsync().ConfigureAwait(false);
        }

        spool.Dispose();
    }

    private void Say(string message) => environment.WriteLine(masker.Apply(message));
}
