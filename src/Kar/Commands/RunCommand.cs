using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Kar.Ending;
using Kar.Rendering;
using Kar.Running;
using Kar.Settings;
using Kar.Telling;

namespace Kar.Commands;

/// <summary><c>kar</c>: runs one job.</summary>
internal static class RunCommand
{
    public static async Task<int> ExecuteAsync(KarSettings settings, string? hostName, TimeProvider time)
    {
        var log = new RunLog(Terminal.Output, time, settings.JsonLogs, settings.Jit);
        foreach (var warning in settings.Warnings)
        {
            log.Warn(warning);
        }

        Place place;
        try
        {
            place = Place.Find(settings, time);
        }
        catch (Exception e) when (e is SetupException or KubeConnectionException)
        {
            var text = $"{ExitCodes.NotSetUp.Name}: {e.Message}";
            TerminationMessage.Write(settings.TerminationMessage, text, log);
            log.Error(text);
            return ExitCodes.NotSetUp.Code;
        }

        // An exec plug-in gets the environment as it was; only then may the machine's certificates be forgotten.
        if (place.Connection.BringsItsTrust)
        {
            SystemTrust.Forget();
        }

        using var client = new KubeClient(place.Connection, ClientOptions.Make(time));
        var run = new JobRun(client, settings, place, log, time);
        using var signals = new Signals(name => LeaveAtOnce(name, run, log));
        return await run.RunAsync(signals, hostName);
    }

    private static void LeaveAtOnce(string signal, JobRun run, RunLog log)
    {
        log.Error(
            $"second signal ({signal}): leaving at once"
                + (run.LeftBehind.Length > 0 ? $"; what is left goes with this Pod, or by: {run.LeftBehind}" : "")
        );
        Environment.Exit(ExitCodes.Stopped.Code);
    }
}
