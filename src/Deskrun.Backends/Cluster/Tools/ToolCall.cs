using System.Diagnostics;
using Deskrun.Backends.Local.Process;
using SystemProcess = System.Diagnostics.Process;

namespace Deskrun.Backends.Cluster.Tools;

/// <summary>
/// One run of somebody else's program: helm, kind, docker, podman. Cancelled, it is asked to end as Ctrl+C would, and
/// killed when it doesn't.
/// </summary>
internal sealed record ToolCall(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>What its environment has beside, or instead of, ours; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long it may take.</summary>
    public required TimeSpan Longest { get; init; }

    /// <summary>How long it may take to end when it is asked to.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>The clock of both.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="TimeoutException">It took too long and was ended.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    public async Task<ToolOutput> RunAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var timeout = new CancellationTokenSource(Longest, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var process = Start();
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
            await EndAsync(process);
            cancellation.ThrowIfCancellationRequested();
            throw new TimeoutException($"did not end within {Longest.TotalSeconds:0} s and was stopped");
        }
    }

    private async Task EndAsync(SystemProcess process)
    {
        if (process.HasExited)
        {
            return;
        }

        _ = LibC.Kill(process.Id, LibC.SigInt);
        using var grace = new CancellationTokenSource(Grace, Time);
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

    private SystemProcess Start()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return SystemProcess.Start(start)!;
    }
}
