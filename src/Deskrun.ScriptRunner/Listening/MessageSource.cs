using System.Net;
using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Listening;

/// <summary>Gives the messages of a session, one after the other, through outages and lost sessions.</summary>
internal sealed class MessageSource(
    BrokerClient broker,
    SessionOpener opener,
    ScriptRunnerEnvironment environment,
    string session
)
{
    private const string VersionSwitch = "ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE";

    /// <summary>The session's id; another one after the service forgot the first.</summary>
    public string Session { get; private set; } = session;

    /// <summary>Waits for the next message.</summary>
    /// <param name="busy">Whether a job runs.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="RunnerExit">There will be no more messages.</exception>
    public async Task<BrokerMessage> NextAsync(bool busy, CancellationToken cancel)
    {
        var failures = 0;
        while (true)
        {
            try
            {
                if (await broker.PollAsync(Session, busy, cancel).ConfigureAwait(false) is { } message)
                {
                    return message;
                }

                failures = 0;
            }
            catch (ServiceException e) when (e.IsBroker("RunnerSessionInvalid"))
            {
                Session = await opener.OpenAsync(cancel).ConfigureAwait(false);
            }
            catch (ServiceException e) when (Verdict(e) is { } exit)
            {
                throw exit;
            }
            catch (Exception e)
                when (e is ServiceException or HttpRequestException or TimeoutException or InvalidDataException)
            {
                var timings = environment.Timings;
                if (++failures >= timings.PollAttempts)
                {
                    throw new RunnerExit(
                        ScriptRunnerExitCode.RetryableError,
                        $"The service did not answer {failures} polls in a row: {e.Message}"
                    );
                }

                if (failures == 1)
                {
                    environment.WriteLine($"Polling for messages failed: {e.Message} Trying again.");
                }

                var pause = Retry.Pause(timings.PollRetry, timings.PollRetryMost, failures);
                await Task.Delay(pause, environment.Time, cancel).ConfigureAwait(false);
            }
        }
    }

    private RunnerExit? Verdict(ServiceException e)
    {
        if (e.IsBroker("RunnerNotFound"))
        {
            return new(ScriptRunnerExitCode.Success, "The runner's registration is gone.", keepSession: true);
        }

        if (e.IsBroker("HostedRunnerDeprovisioned"))
        {
            return new(ScriptRunnerExitCode.Success, "The service has deprovisioned this runner.");
        }

        if (e.IsBroker("RunnerVersionTooOld"))
        {
            var wanted = environment.Variables.GetValueOrDefault(VersionSwitch) is "1" or "true";
            return new(
                wanted ? ScriptRunnerExitCode.VersionDeprecated : ScriptRunnerExitCode.TerminatedError,
                $"The service refuses version {RunnerVersion.Version} of the runner: {e.Error.Message}"
            );
        }

        return e.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || e.Error.Kind == "invalid_client"
            ? new(ScriptRunnerExitCode.TerminatedError, $"The service refuses this runner: {e.Message}")
            : null;
    }
}
