using System.Runtime.InteropServices;
using Deskrun.ScriptRunner;

namespace Deskrun.RunnerHost;

/// <summary>The built-in runner as a program of its own.</summary>
internal static class ScriptRunnerRole
{
    public static async Task<int> RunAsync()
    {
        using var graceful = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var environment = ScriptRunnerEnvironment.FromProcess(line => File.AppendAllText("runner.txt", line + "\n"));
        return await ScriptRunnerProgram.RunAsync(environment, graceful.Token, CancellationToken.None);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            graceful.Cancel();
        }
    }
}
