namespace Deskrun.Backends.Local.Process;

/// <summary>Ends all processes of a runner: politely to its program first, then to all, then by force.</summary>
internal sealed class ProcessStop(TimeProvider time)
{
    private static readonly TimeSpan TermTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <exception cref="IOException">Processes survived SIGKILL; the message names them.</exception>
    internal async Task RunAsync(
        string runnerMark,
        ProcessIdentity? leader,
        TimeSpan grace,
        CancellationToken cancellation
    )
    {
        var tree = new ProcessTree(runnerMark, leader);
        if (grace > TimeSpan.Zero && leader is not null && leader.IsAlive())
        {
            // The program knows best how to end its job and to tell the service; the interrupt is what it listens to.
            LibC.Kill(leader.Pid, LibC.SigInt);
            if (!await UntilAsync(() => !leader.IsAlive(), grace, cancellation).ConfigureAwait(false))
            {
                tree.Signal(LibC.SigTerm);
                var rest = grace < TermTime ? grace : TermTime;
                await UntilAsync(() => !leader.IsAlive(), rest, cancellation).ConfigureAwait(false);
            }
        }

        // What is new between two looks is caught by the next; a tree that forks for ever meets the limit.
        if (!await UntilAsync(() => tree.Signal(LibC.SigKill) == 0, KillTime, cancellation).ConfigureAwait(false))
        {
            throw new IOException(
                $"processes of {runnerMark} do not end even when killed: {string.Join(", ", tree.Members())}; "
                    + "they wait in the kernel, often for a disk or a network file system"
            );
        }
    }

    private async Task<bool> UntilAsync(Func<bool> holds, TimeSpan limit, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        while (!holds())
        {
            if (time.GetElapsedTime(begun) >= limit)
            {
                return false;
            }

            await Task.Delay(Step, time, cancellation).ConfigureAwait(false);
        }

        return true;
    }
}
