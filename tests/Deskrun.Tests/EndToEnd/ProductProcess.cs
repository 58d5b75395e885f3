using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Deskrun.Testing;

namespace Deskrun.Tests.EndToEnd;

/// <summary>A started program whose output is collected while it runs.</summary>
internal sealed partial class ProductProcess
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly Lock gate = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> awaited = [];

    public ProductProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Take(output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public int ExitCode => process.ExitCode;

    public string Output => Read(output);

    public string Error => Read(error);

    public string All =>
        $"exit {(process.HasExited ? process.ExitCode.ToString(CultureInfo.InvariantCulture) : "-")}\n{Output}\n{Error}";

    /// <summary>Waits until a text was printed.</summary>
    public async Task SeeAsync(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            awaited.Add((text, seen));
            Check();
        }

        var ended = process.WaitForExitAsync();
        await Task.WhenAny(seen.Task, ended).WaitAsync(TestLimits.Wait);
        Assert.True(seen.Task.IsCompleted || (Output + Error).Contains(text), $"'{text}' was not printed: {All}");
    }

    /// <summary>Waits for the end.</summary>
    public async Task EndAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail($"did not end within {limit}: {All}");
        }

        process.WaitForExit();
    }

    public void Interrupt() => Assert.Equal(0, Signal(process.Id, 2));

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public void Terminate() => Assert.Equal(0, Signal(process.Id, 15));

    /// <summary>SIGKILL to this process alone: what it started lives on.</summary>
    public void KillAlone()
    {
        Assert.Equal(0, Signal(process.Id, 9));
        process.WaitForExit();
    }

    /// <summary>For the end of a test that may have failed.</summary>
    public void KillIfAlive()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);

    private void Take(StringBuilder target, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            target.Append(line).Append('\n');
            Check();
        }
    }

    private void Check()
    {
        foreach (var (text, seen) in awaited)
        {
            if (output.ToString().Contains(text) || error.ToString().Contains(text))
            {
                seen.TrySetResult();
            }
        }
    }

    private string Read(StringBuilder text)
    {
        lock (gate)
        {
            return text.ToString();
        }
    }
}
