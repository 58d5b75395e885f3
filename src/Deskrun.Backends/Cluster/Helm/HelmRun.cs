using System.ComponentModel;
using System.Diagnostics;
using Deskrun.Backends.Local.Process;
using SystemProcess = System.Diagnostics.Process;

namespace Deskrun.Backends.Cluster.Helm;

/// <summary>What one call of Helm ended with.</summary>
internal sealed record HelmOutput(int ExitCode, string Output, string Errors);

/// <summary>Runs Helm once. Cancelled, it is asked to end as Ctrl+C would, and killed when it doesn't.</summary>
internal static class HelmRun
{
    public static async Task<HelmOutput> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        HelmHost host,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        using var timeout = new CancellationTokenSource(host.Longest, host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var process = Start(program, arguments, host);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return new HelmOutput(process.ExitCode, await output, (await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process, host);
            cancellation.ThrowIfCancellationRequested();
            throw new HelmException(
                HelmFailureKind.TimedOut,
                $"helm {arguments[0]} did not end within {host.Longest.TotalSeconds:0} s and was stopped"
            );
        }
    }

    private static async Task EndAsync(SystemProcess process, HelmHost host)
    {
        if (process.HasExited)
        {
            return;
        }

        _ = LibC.Kill(process.Id, LibC.SigInt);
        using var grace = new CancellationTokenSource(host.Grace, host.Time);
        try
        {
            await process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static SystemProcess Start(string program, IReadOnlyList<string> arguments, HelmHost host)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // The kubeconfig that our own client reads, whatever the process has been started with.
        start.Environment["KUBECONFIG"] = host.Variable("KUBECONFIG");
        start.Environment["HELM_DEBUG"] = null;
        try
        {
            return SystemProcess.Start(start)!;
        }
        catch (Win32Exception failed)
        {
            throw new HelmException(
                HelmFailureKind.Missing,
                $"{program} can't be started: {failed.Message}. {HelmProgram.WayToGetIt}",
                failed
            );
        }
    }
}
