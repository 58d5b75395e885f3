namespace Deskrun.Backends.Local.Process;

/// <summary>What tells one process from every other one, later ones with the same number included.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="StartTicks">When it started, in the kernel's ticks since boot; 0 where the system does not tell.</param>
/// <param name="BootId">Which boot; ticks begin anew with each. Empty where the system does not tell.</param>
internal sealed record ProcessIdentity(int Pid, long StartTicks, string BootId)
{
    /// <summary>Whether this very process lives (a zombie does not).</summary>
    internal bool IsAlive()
    {
        if (!ProcFs.Exists)
        {
            return LibC.Kill(Pid, 0) == 0;
        }

        return BootId == ProcFs.BootId && ProcFs.Read(Pid) is { IsOver: false } entry && entry.StartTicks == StartTicks;
    }

    /// <summary>The identity of a process that we know to be the one we mean.</summary>
    internal static ProcessIdentity Of(int pid) =>
        new(pid, ProcFs.Read(pid)?.StartTicks ?? 0, ProcFs.Exists ? ProcFs.BootId : "");
}
