using System.Runtime.InteropServices;

namespace Deskrun.Backends.Local.Process;

/// <summary>
/// Collects the exit codes of the children that we started, without a thread per child: the system's own signal tells
/// when to look, and only at our own, so that children started elsewhere in this process are left alone.
/// </summary>
internal sealed class ChildExits : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, TaskCompletionSource<int?>> waiting = [];
    private readonly PosixSignalRegistration signal;

    internal ChildExits() => signal = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => Look());

    public void Dispose() => signal.Dispose();

    /// <summary>The child's exit code, 128 + signal number when a signal ended it; null when somebody else collected it.</summary>
    internal Task<int?> Watch(int pid)
    {
        TaskCompletionSource<int?>? source;
        lock (gate)
        {
            if (!waiting.TryGetValue(pid, out source))
            {
                waiting[pid] = source = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        // It may have ended before we asked.
        Look();
        return source.Task;
    }

    private void Look()
    {
        List<(TaskCompletionSource<int?> Source, int? Code)> ended = [];
        lock (gate)
        {
            foreach (var pid in waiting.Keys.ToList())
            {
                var result = LibC.WaitPid(pid, out var status, LibC.WaitNoHang);
                if (result != 0)
                {
                    waiting.Remove(pid, out var source);
                    ended.Add((source!, result == pid ? CodeOf(status) : null));
                }
            }
        }

        foreach (var (source, code) in ended)
        {
            source.SetResult(code);
        }
    }

    private static int CodeOf(int status)
    {
        var signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }
}
