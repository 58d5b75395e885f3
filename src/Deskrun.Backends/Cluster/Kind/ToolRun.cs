using System.ComponentModel;
using System.Diagnostics;
using Deskrun.Backends.Local.Process;
using SystemProcess = System.Diagnostics.Process;

namespace Deskrun.Backends.Cluster.Kind;

/// <summary>What a program ended with.</summary>
internal sealed record ToolOutput(int ExitCode, string Output, string Errors);

/// <summary>Runs kind, docker or podman once. Cancelled, it is asked to end as Ctrl+C would, and killed when it doesn't.</summary>
internal static class ToolRun
{
    public static async Task<ToolOutput> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        KindHost host,
        TimeSpan longest,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        using var timeout = new CancellationTokenSource(longest, host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var process = Start(program, arguments, host);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(either.Token);
            return new ToolOutput(process.ExitCode, await output, (await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process, host);
            cancellation.ThrowIfCancellationRequested();
            throw new KindException(
                KindFailure.TimedOut,
                $"{Path.GetFileName(program)} {string.Join(' ', arguments.Take(2))} did not end within "
                    + $"{longest.TotalSeconds:0} s and was stopped"
            );
        }
    }

    private static async Task EndAsync(SystemProcess process, KindHost host)
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

    private static SystemProcess Start(string program, IReadOnlyList<string> arguments, KindHost host)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the tests and the command's caller set must be what the program sees.
        foreach (var name in (string[])["PATH", "HOME", "DOCKER_HOST", "KUBECONFIG"])
        {
            start.Environment[name] = host.Variable(name);
        }

        if (host.Provider is { } provider)
        {
            start.Environment["KIND_EXPERIMENTAL_PROVIDER"] = provider;
        }

        try
        {
            return SystemProcess.Start(start)!;
        }
        catch (Win32Exception failed)
        {
            throw new KindException(KindFailure.Missing, $"{program} can't be started: {failed.Message}", failed);
        }
    }
}
