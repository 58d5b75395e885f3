using Deskrun.ActionsService.Http;
using Deskrun.ActionsService.Runs;

namespace Deskrun.ActionsService.Dispatch;

/// <content>Scale sets and runner groups.</content>
internal sealed partial class Dispatcher
{
    private const StringComparison NoCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>The groups, by id - 1. The first is GitHub's default group.</summary>
    public IReadOnlyList<string> Groups { get; } = ["Default", .. options.RunnerGroups];

    public string GroupName(int id) => id >= 1 && id <= Groups.Count ? Groups[id - 1] : "";

    /// <summary>The scale sets of a scope; name and group narrow the list when given.</summary>
    public IReadOnlyList<ScaleSet> FindScaleSets(Scope scope, string? name, int? groupId)
    {
        lock (Gate)
        {
            return
            [
                .. scaleSets.Values.Where(s =>
                    s.Scope == scope
                    && (name is null || s.Name.Equals(name, NoCase))
                    && (groupId is null || s.GroupId == groupId)
                ),
            ];
        }
    }

    public ScaleSet? FindScaleSet(Scope scope, int id)
    {
        lock (Gate)
        {
            return scaleSets.TryGetValue(id, out var set) && set.Scope == scope ? set : null;
        }
    }

    /// <summary>Makes a scale set, or changes one when <paramref name="existing"/> is given. Null keeps a value.</summary>
    public (ScaleSet? ScaleSet, ServiceError? Error) Save(
        Scope scope,
        ScaleSet? existing,
        string? name,
        int? groupId,
        IReadOnlyList<ScaleSetLabel>? labels,
        bool? disableUpdate
    )
    {
        lock (Gate)
        {
            var newName = name ?? existing?.Name ?? "";
            var newGroup = groupId ?? existing?.GroupId ?? 1;
            if (newName.Length == 0)
            {
                return (null, ServiceError.BadRequest("A runner scale set needs a name."));
            }

            if (GroupName(newGroup).Length == 0)
            {
                return (null, ServiceError.BadRequest($"There is no runner group with id {newGroup}."));
            }

            if (FindScaleSets(scope, newName, newGroup).Any(s => s != existing))
            {
                return (null, ServiceError.NameTaken(newName, GroupName(newGroup)));
            }

            var set = existing ?? new ScaleSet(++lastScaleSetId, scope, time.GetUtcNow());
            set.Name = newName;
            set.GroupId = newGroup;
            set.Labels = labels is { Count: > 0 } ? labels : set.Labels;
            set.DisableUpdate = disableUpdate ?? set.DisableUpdate;
            if (set.Labels.Count == 0)
            {
                set.Labels = [new ScaleSetLabel(newName, "System")];
            }

            scaleSets[set.Id] = set;
            scaleSetVersion++;
            Rematch();
            return (set, null);
        }
    }

    /// <summary>Deletes a scale set with its runners; jobs that wait for a runner go back to the queue.</summary>
    public ServiceError? Delete(ScaleSet set)
    {
        lock (Gate)
        {
            if (set.Jobs.FirstOrDefault(j => j.Run.State == JobState.Running) is { } running)
            {
                return ServiceError.JobStillRunning(running.Run.Runner ?? "");
            }

            Vanish(set);
            return null;
        }
    }

    /// <summary>Removes the scale set, whatever it is doing. Running jobs go on to their end.</summary>
    private void Vanish(ScaleSet set)
    {
        scaleSets.Remove(set.Id);
        scaleSetVersion++;
        set.Session?.Wake();
        set.Session = null;
        foreach (var job in set.Jobs.Where(j => j.Run.State == JobState.Assigned).ToArray())
        {
            Detach(job);
            job.ScaleSet = null;
            job.Run.AssignedAt = null;
            Queue(job);
        }

        foreach (var runner in set.Runners.Values.Where(r => !r.IsBusy).ToArray())
        {
            Remove(runner);
        }

        Rematch();
    }

    private void Rematch()
    {
        foreach (var job in queue.ToArray())
        {
            Match(job);
            Route(job);
        }
    }

    public Statistics Count(ScaleSet set)
    {
        lock (Gate)
        {
            var running = set.Jobs.Count(j => j.Run.State == JobState.Running);
            var busy = set.Runners.Values.Count(r => r.IsBusy);
            var idle = set.Runners.Values.Count(r => !r.IsBusy && IsOnline(r));
            return new Statistics(
                queue.Count(j => !j.Pausing && j.Matches.Contains(set)),
                set.Jobs.Count(j => j.Acquired && j.Run.State == JobState.Assigned),
                set.Jobs.Count,
                running,
                set.Runners.Count,
                busy,
                idle
            );
        }
    }
}
