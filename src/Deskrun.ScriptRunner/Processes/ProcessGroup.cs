using System.ComponentModel;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Deskrun.ScriptRunner.Processes;

/// <summary>
/// A child process that leads a process group of its own, so that signals reach everything it started and nothing else. Its standard input is empty.
/// </summary>
internal sealed class ProcessGroup : IDisposable
{
    private readonly Lock state = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AnonymousPipeServerStream output;
    private readonly AnonymousPipeServerStream error;
    private int? exitCode;

    private ProcessGroup(int id, AnonymousPipeServerStream output, AnonymousPipeServerStream error)
    {
        Id = id;
        this.output = output;
        this.error = error;
    }

    /// <summary>Ends when the leader is known to have ended; what it left in the background may still run.</summary>
    public Task Ended => ended.Task;

    /// <summary>Process and group id.</summary>
    public int Id { get; }

    /// <summary>Descriptor of the pipe behind standard output.</summary>
    public int Output => (int)output.SafePipeHandle.DangerousGetHandle();

    /// <summary>Descriptor of the pipe behind standard error.</summary>
    public int Error => (int)error.SafePipeHandle.DangerousGetHandle();

    /// <summary>Starts a process.</summary>
    /// <exception cref="Win32Exception">The system refused; the message names the program and the reason.</exception>
    public static ProcessGroup Start(ProcessStart start)
    {
        var output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        var error = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        try
        {
            var id = Spawn(start, Descriptor(output), Descriptor(error));
            return new ProcessGroup(id, output, error);
        }
        catch
        {
            output.Dispose();
            error.Dispose();
            throw;
        }
        finally
        {
            output.DisposeLocalCopyOfClientHandle();
            error.DisposeLocalCopyOfClientHandle();
        }
    }

    /// <summary>Sends a signal to the whole group; a group that is gone is fine.</summary>
    public void Signal(int signal)
    {
        lock (state)
        {
            // After the leader was collected its id may be given away, unless members of its group still hold it;
            // those are found by the sweeper, which looks closer.
            if (exitCode is null)
            {
                _ = NativeMethods.Kill(-Id, signal);
            }
        }
    }

    /// <summary>Looks whether the leader has ended; where asked, waits for it.</summary>
    /// <returns>Its exit code (128 plus the signal when one ended it), or null while it runs.</returns>
    public int? Collect(bool wait)
    {
        // Waiting happens outside of the lock: a signal must get through meanwhile. The leader stays a zombie, and so
        // its id ours, until the second call takes it.
        if (wait && exitCode is null)
        {
            WaitUntilExited();
        }

        lock (state)
        {
            if (exitCode is not null)
            {
                return exitCode;
            }

            var found = NativeMethods.WaitPid(Id, out var status, NativeMethods.NoHang);
            if (found == 0)
            {
                return null;
            }

            var signal = status & 0x7f;
            exitCode =
                found < 0 ? -1
                : signal == 0 ? (status >> 8) & 0xff
                : 128 + signal;
            ended.TrySetResult();
            return exitCode;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private static int Descriptor(AnonymousPipeServerStream pipe) =>
        (int)pipe.ClientSafePipeHandle.DangerousGetHandle();

    private static unsafe int Spawn(ProcessStart start, int output, int error)
    {
        using var arguments = new SpawnBuffers([start.Program, .. start.Arguments]);
        using var environment = new SpawnBuffers([.. start.Environment.Select(e => $"{e.Key}={e.Value}")]);
        var actions = stackalloc byte[NativeMethods.OpaqueSize];
        var attributes = stackalloc byte[NativeMethods.OpaqueSize];
        var signals = stackalloc byte[NativeMethods.OpaqueSize];
        Check(NativeMethods.InitActions(actions), start);
        Check(NativeMethods.InitAttributes(attributes), start);
        try
        {
            Check(NativeMethods.AddOpen(actions, 0, "/dev/null", 0, 0), start);
            Check(NativeMethods.AddDuplicate(actions, output, 1), start);
            Check(NativeMethods.AddDuplicate(actions, error, 2), start);
            Check(NativeMethods.AddChangeFolder(actions, start.Folder), start);
            Check(NativeMethods.FillSignals(signals), start);
            Check(NativeMethods.SetSignalDefault(attributes, signals), start);
            Check(NativeMethods.EmptySignals(signals), start);
            Check(NativeMethods.SetMask(attributes, signals), start);
            Check(NativeMethods.SetFlags(attributes, NativeMethods.SpawnFlags), start);
            Check(
                NativeMethods.Spawn(
                    out var id,
                    start.Program,
                    actions,
                    attributes,
                    arguments.Pointer,
                    environment.Pointer
                ),
                start
            );
            return id;
        }
        finally
        {
            _ = NativeMethods.DestroyAttributes(attributes);
            _ = NativeMethods.DestroyActions(actions);
        }
    }

    private static void Check(int code, ProcessStart start)
    {
        if (code != 0)
        {
            throw new Win32Exception(code, $"Cannot start {start.Program}: {Marshal.GetPInvokeErrorMessage(code)}.");
        }
    }

    private unsafe void WaitUntilExited()
    {
        const int ExitedOnly = 4;
        const int LeaveWaitable = 0x01000000;
        const int ByPid = 1;
        var leave = OperatingSystem.IsMacOS() ? 0x20 : LeaveWaitable;
        var info = stackalloc byte[256];
        while (
            NativeMethods.WaitId(ByPid, Id, info, ExitedOnly | leave) < 0
            && Marshal.GetLastPInvokeError() == NativeMethods.Interrupted
        )
        {
            // A signal to this process interrupted the wait.
        }
    }
}
