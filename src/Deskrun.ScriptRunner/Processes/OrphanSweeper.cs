namespace Deskrun.ScriptRunner.Processes;

/// <summary>
/// Finds what the steps of a job left behind. A process is ours when its environment carries this job's marker, or when
/// it is in the process group of a step (which holds even when it dropped its environment).
/// </summary>
internal sealed class OrphanSweeper(string marker)
{
    /// <summary>The variable that marks the processes of a job, named as the official runner names it.</summary>
    public const string MarkerVariable = "RUNNER_TRACKING_ID";

    private readonly Lock change = new();
    private readonly HashSet<int> groups = [];

    /// <summary>This job's marker.</summary>
    public string Marker => marker;

    /// <summary>Notes the group of a step.</summary>
    public void Remember(int group)
    {
        lock (change)
        {
            groups.Add(group);
        }
    }

    /// <summary>Kills what is left in a step's group whose leader has ended or is being killed.</summary>
    public void KillGroup(int group)
    {
        if (!ProcessTable.IsAvailable)
        {
            _ = NativeMethods.Kill(-group, NativeMethods.SigKill);
        }

        foreach (var found in ProcessTable.Read().Where(p => p.Group == group))
        {
            _ = NativeMethods.Kill(found.Id, NativeMethods.SigKill);
        }
    }

    /// <summary>Kills everything that the job left behind, and looks again until nothing is found (at most five times).</summary>
    /// <returns>What was killed.</returns>
    public IReadOnlyList<ProcessTable.Entry> Sweep()
    {
        const int Rounds = 5;
        var killed = new Dictionary<int, ProcessTable.Entry>();
        for (var round = 0; round < Rounds; round++)
        {
            var found = Find();
            if (found.Count == 0)
            {
                break;
            }

            foreach (var orphan in found)
            {
                killed[orphan.Id] = orphan;
                _ = NativeMethods.Kill(orphan.Id, NativeMethods.SigKill);
            }
        }

        return [.. killed.Values];
    }

    private List<ProcessTable.Entry> Find()
    {
        var entry = $"{MarkerVariable}={marker}";
        var table = ProcessTable.Read();
        HashSet<int> ours;
        lock (change)
        {
            // A group id whose leader is alive was given to somebody else after our leader had ended.
            ours = [.. groups.Where(s => !table.Any(p => p.Id == s))];
        }

        return
        [
            // Nothing of this job is older than its runner; that spares most processes a second look.
            .. table.Where(p =>
                p.Id != Environment.ProcessId
                && p.Start >= ProcessTable.OwnStart
                && (ours.Contains(p.Group) || ProcessTable.HasVariable(p.Id, entry))
            ),
        ];
    }
}
