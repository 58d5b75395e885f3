using System.Collections;
using System.Runtime.InteropServices;
using Deskrun;
using Deskrun.Commands;
using Deskrun.Rendering;

using var graceful = new CancellationTokenSource();
using var forced = new CancellationTokenSource();

void OnSignal(PosixSignalContext signal)
{
    // The process must outlive the signal to clean up after itself.
    signal.Cancel = true;
    (graceful.IsCancellationRequested ? forced : graceful).Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);

if (args is [ScriptRunnerCommand.Verb])
{
    // Started for each job, so it builds neither a command line nor a terminal.
    SmallProcess.Apply();
    return await ScriptRunnerCommand.RunAsync(graceful.Token, forced.Token);
}

var context = new CliContext
{
    Terminal = Terminal.OfProcess(Environment.GetEnvironmentVariable),
    Variable = Environment.GetEnvironmentVariable,
    Variables = () =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? ""),
    Time = TimeProvider.System,
    WorkingFolder = Environment.CurrentDirectory,
    Self = SelfCommand.Find(),
    Graceful = graceful.Token,
    Forced = forced.Token,
};
return await CommandLine.RunAsync(context, args);
