using System.Net;
using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Listening;

/// <summary>Opens a session; keeps trying while the service is away, as nobody else would start this runner again.</summary>
internal sealed class SessionOpener(BrokerClient broker, ScriptRunnerEnvironment environment)
{
    /// <summary>Opens it.</summary>
    /// <returns>The session's id.</returns>
    /// <exception cref="RunnerExit">It will never open: registration gone, refused, or another session keeps open.</exception>
    public async Task<string> OpenAsync(CancellationToken cancel)
    {
        var conflicts = 0;
        var told = false;
        while (true)
        {
            try
            {
                return await broker.OpenSessionAsync(cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (
                    e is ServiceException { Status: HttpStatusCode.Conflict }
                    && ++conflicts >= environment.Timings.SessionConflicts
                )
                {
                    throw new RunnerExit(
                        ScriptRunnerExitCode.SessionConflict,
                        "Another session of this runner stayed open; a runner can have one only."
                    );
                }

                if (Verdict(e) is { } exit)
                {
                    throw exit;
                }

                if (!told)
                {
                    told = true;
                    environment.WriteLine($"The session cannot be opened: {e.Message} Trying again until it can.");
                }
            }

            await Task.Delay(environment.Timings.SessionRetry, environment.Time, cancel).ConfigureAwait(false);
        }
    }

    private static RunnerExit? Verdict(Exception e) =>
        e switch
        {
            ServiceException { Error.Kind: "invalid_client" } or ServiceException { Status: HttpStatusCode.NotFound } =>
                new(
                    ScriptRunnerExitCode.TerminatedError,
                    $"The runner's registration has been deleted from the service ({e.Message})."
                ),
            ServiceException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => new(
                ScriptRunnerExitCode.TerminatedError,
                $"The service refuses this runner: {e.Message}"
            ),
            InvalidDataException => new(ScriptRunnerExitCode.TerminatedError, e.Message),
            _ => null,
        };
}
