using System.Text.Json;
using Deskrun.ScriptRunner.Jobs;
using Deskrun.ScriptRunner.Protocol;
using Deskrun.ScriptRunner.Registration;

namespace Deskrun.ScriptRunner.Listening;

/// <summary>The life of the runner: a session, one job, and away.</summary>
internal sealed class Listener(
    ScriptRunnerEnvironment environment,
    RunnerSettings settings,
    IBearer bearer,
    ServiceHttp http
)
{
    private const string ResultSwitch = "ACTIONS_RUNNER_RETURN_JOB_RESULT_FOR_HOSTED";

    private readonly BrokerClient broker = new(settings, bearer, http, environment.Timings);

    /// <summary>Lives it.</summary>
    /// <param name="graceful">Ends the wait for a job; a job that runs is stopped and reported.</param>
    /// <param name="forced">Ends everything at once.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken graceful, CancellationToken forced)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(graceful, forced);
        var opener = new SessionOpener(broker, environment);
        MessageSource? messages = null;
        var close = true;
        try
        {
            var session = await opener.OpenAsync(stop.Token).ConfigureAwait(false);
            messages = new MessageSource(broker, opener, environment, session);
            environment.WriteLine($"{settings.AgentName}: listening for jobs at {settings.ServerUrl.Authority}");
            return await ListenAsync(messages, stop, forced).ConfigureAwait(false);
        }
        catch (RunnerExit e)
        {
            close = !e.KeepSession;
            environment.WriteLine(e.Message);
            return e.Code;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ScriptRunnerExitCode.Success;
        }
        finally
        {
            if (messages is not null && close)
            {
                await CloseAsync(forced).ConfigureAwait(false);
            }
        }
    }

    private async Task<int> ListenAsync(MessageSource messages, CancellationTokenSource stop, CancellationToken forced)
    {
        for (var skipped = 0; ; )
        {
            var message = await messages.NextAsync(busy: false, stop.Token).ConfigureAwait(false);
            if (message.Is(BrokerMessage.Shutdown))
            {
                throw new RunnerExit(ScriptRunnerExitCode.Success, "The service tells the runner to shut down.", true);
            }

            if (!message.Is(BrokerMessage.JobRequest))
            {
                continue;
            }

            // Once asked for, the job may be ours: what follows is only cut short by force, else nobody would report it.
            if (await AcquireAsync(message, messages.Session, forced).ConfigureAwait(false) is not { } job)
            {
                // Somebody else has the job. The official runner waits a growing time too before it listens again.
                var pause = Retry.Pause(environment.Timings.RequestRetry, TimeSpan.FromSeconds(15), ++skipped);
                await Task.Delay(pause, environment.Time, stop.Token).ConfigureAwait(false);
                continue;
            }

            var result = await RunJobAsync(job, messages, stop, forced).ConfigureAwait(false);
            environment.WriteLine($"{settings.AgentName}: job '{job.DisplayName}' completed with result: {result}");
            return environment.Variables.GetValueOrDefault(ResultSwitch) is "1" or "true"
                ? ScriptRunnerExitCode.JobResultOffset + (int)result
                : ScriptRunnerExitCode.Success;
        }
    }

    private async Task<JobMessage?> AcquireAsync(BrokerMessage message, string session, CancellationToken cancel)
    {
        if (JobOffer.Read(message.Body) is not { } offer)
        {
            environment.WriteLine("A job message has no run service; this runner cannot take such jobs.");
            return null;
        }

        await AcknowledgeAsync(offer, session, cancel).ConfigureAwait(false);
        var service = new RunServiceClient(offer.RunServiceUrl, bearer, http);
        var timings = environment.Timings;
        try
        {
            using var json = await new Retry(environment.Time, timings.RequestRetry, timings.RequestAttempts)
                .RunAsync(() => service.AcquireAsync(offer.RequestId, offer.BillingOwnerId, cancel), cancel)
                .ConfigureAwait(false);
            return JobMessageReader.Read(json.RootElement);
        }
        catch (Exception e)
            when (e
                    is ServiceException
                        or HttpRequestException
                        or TimeoutException
                        or InvalidDataException
                        or JsonException
            )
        {
            environment.WriteLine($"The job could not be taken: {e.Message}");
            return null;
        }
    }

    private async Task AcknowledgeAsync(JobOffer offer, string session, CancellationToken cancel)
    {
        if (!offer.Acknowledge)
        {
            return;
        }

        try
        {
            await broker.AcknowledgeAsync(session, offer.RequestId, cancel).ConfigureAwait(false);
        }
        catch (ServiceException e) when (e.IsBroker("AcknowledgeJobNotFound"))
        {
            throw new RunnerExit(ScriptRunnerExitCode.Success, "The offered job is gone; the runner is not needed.");
        }
        catch (Exception e) when (e is ServiceException or HttpRequestException or TimeoutException)
        {
            environment.WriteLine($"The job offer could not be acknowledged: {e.Message}");
        }
    }

    private async Task<Conclusion> RunJobAsync(
        JobMessage job,
        MessageSource messages,
        CancellationTokenSource stop,
        CancellationToken forced
    )
    {
        using var signals = new JobSignals(stop.Token, forced);
        using var ended = new CancellationTokenSource();
        var service = new RunServiceClient(job.ServiceUrl, new FixedBearer(job.AccessToken), http);
        var lease = new JobLease(job, service, environment);
        if (!await lease.TakeAsync(forced).ConfigureAwait(false))
        {
            return Conclusion.Abandoned;
        }

        environment.WriteLine($"{settings.AgentName}: running job '{job.DisplayName}'");
        var keep = lease.KeepAsync(signals, ended.Token);
        var watch = new JobWatch(messages, job, environment).RunAsync(signals, stop.Cancel, ended.Token);
        try
        {
            return await new JobRunner(environment, settings, http).RunAsync(job, signals).ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is ServiceException or HttpRequestException or TimeoutException or OperationCanceledException)
        {
            environment.WriteLine($"The result of the job could not be reported: {e.Message}");
            return Conclusion.Abandoned;
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(keep, watch).ConfigureAwait(false);
        }
    }

    private async Task CloseAsync(CancellationToken forced)
    {
        try
        {
            using var deadline = new CancellationTokenSource(
                forced.IsCancellationRequested ? TimeSpan.FromSeconds(2) : environment.Timings.SessionClose,
                environment.Time
            );
            await broker.CloseSessionAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is ServiceException or HttpRequestException or TimeoutException or OperationCanceledException)
        {
            environment.WriteLine($"The session could not be closed: {e.Message}");
        }
    }
}
