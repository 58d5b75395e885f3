using Deskrun.ScriptRunner.Listening;
using Deskrun.ScriptRunner.Protocol;
using Deskrun.ScriptRunner.Registration;

namespace Deskrun.ScriptRunner;

/// <summary>
/// The built-in runner: takes one job of the local Actions service, runs its <c>run:</c> steps, reports, and ends. It
/// speaks the protocol of the official runner, so the service treats both alike.
/// </summary>
public static class ScriptRunnerProgram
{
    /// <summary>Runs until the one job is done or the runner is told to go.</summary>
    /// <param name="env">Where it takes its settings from; <c>ACTIONS_RUNNER_INPUT_JITCONFIG</c> must be among the variables.</param>
    /// <param name="graceful">
    /// Asks the runner to go: idle it closes its session at once; in a job the current step is stopped (SIGINT, SIGTERM,
    /// SIGKILL), the job is reported as failed.
    /// </param>
    /// <param name="forced">Makes it go at once: everything the job started is killed, reporting gets a few seconds.</param>
    /// <returns>One of <see cref="ScriptRunnerExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        ScriptRunnerEnvironment env,
        CancellationToken graceful,
        CancellationToken forced
    )
    {
        JitConfig config;
        try
        {
            config = JitConfig.Decode(
                env.Variables.GetValueOrDefault(ScriptRunnerEnvironment.JitConfigVariable)
                    ?? throw new JitConfigException(
                        $"{ScriptRunnerEnvironment.JitConfigVariable} is not set; the runner is started by deskrun, "
                            + "which sets it."
                    )
            );
        }
        catch (JitConfigException e)
        {
            env.WriteLine(e.Message);
            return ScriptRunnerExitCode.TerminatedError;
        }

        if (!config.Settings.ServerIsLocal)
        {
            env.WriteLine(
                $"The built-in runner serves the local Actions service only, not {config.Settings.ServerUrl.Host}. "
                    + "Install the official runner for other servers and use it with `--runner official`."
            );
            return ScriptRunnerExitCode.TerminatedError;
        }

        using var http = new ServiceHttp(env.Time, env.Timings.Request);
        using var assertions = config.Credential is RunnerCredential.ClientAssertion credential
            ? new AssertionBearer(credential, http, env.Time)
            : null;
        IBearer bearer =
            assertions as IBearer ?? new FixedBearer(((RunnerCredential.AccessToken)config.Credential).Token);
        try
        {
            return await new Listener(env, config.Settings, bearer, http)
                .RunAsync(graceful, forced)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            env.WriteLine($"The runner cannot use its folder {env.RootFolder}: {e.Message}");
            return ScriptRunnerExitCode.RetryableError;
        }
    }
}
