using System.Text;

namespace Deskrun.Backends.Local.Process;

/// <summary>All processes of one runner: its session, and whoever left that but still carries its mark.</summary>
internal sealed class ProcessTree(string runnerMark, ProcessIdentity? leader)
{
    /// <summary>The variable by which every process of a runner is found, wherever it went.</summary>
    internal const string Mark = "DESKRUN_RUNNER";

    private readonly byte[] mark = Encoding.UTF8.GetBytes($"{Mark}={runnerMark}");

    /// <summary>The living processes of the runner.</summary>
    internal IReadOnlyList<int> Members()
    {
        var session = SessionIsOurs() ? leader!.Pid : -1;

        // Nothing of a runner is older than its leader; that spares most processes a second look.
        var since = leader is not null && leader.BootId == ProcFs.BootId ? leader.StartTicks : 0;
        return
        [
            .. ProcFs
                .All()
                .Where(entry => !entry.IsOver && entry.StartTicks >= since && entry.Pid != Environment.ProcessId)
                .Where(entry => entry.Session == session || ProcFs.HasEnvironment(entry.Pid, mark))
                .Select(entry => entry.Pid),
        ];
    }

    /// <summary>Sends a signal to the whole tree.</summary>
    /// <returns>How many processes there were.</returns>
    internal int Signal(int signal)
    {
        if (!ProcFs.Exists)
        {
            return leader is not null && LibC.Kill(-leader.Pid, signal) == 0 ? 1 : 0;
        }

        var members = Members();
        foreach (var pid in members)
        {
            LibC.Kill(pid, signal);
        }

        return members.Count;
    }

    // A number is not given to a new process while a session of that number has members. So if another process has the
    // leader's number now, our session is empty; if none has, whoever is in the session is ours.
    private bool SessionIsOurs() =>
        leader is not null
        && leader.BootId == ProcFs.BootId
        && (ProcFs.Read(leader.Pid) is not { } entry || entry.StartTicks == leader.StartTicks);
}
