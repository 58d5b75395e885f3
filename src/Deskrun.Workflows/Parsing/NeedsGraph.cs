using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Checks which jobs wait for which.</summary>
internal sealed class NeedsGraph
{
    private readonly ParseContext context;
    private readonly Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<(string Id, YamlScalar Word)>> needs = [];

    public NeedsGraph(ParseContext context, IEnumerable<YamlScalar> jobIds)
    {
        this.context = context;
        foreach (var id in jobIds)
        {
            ids.TryAdd(id.Text, id.Text);
        }
    }

    /// <summary>Reads the needs of a job.</summary>
    /// <returns>The ids as the jobs' keys are written.</returns>
    public IReadOnlyList<string> Read(string job, YamlNode? node)
    {
        var found = new List<(string Id, YamlScalar Word)>();
        foreach (var word in node is null ? [] : ValueParser.Words(context, node, "needs"))
        {
            if (!ids.TryGetValue(word.Text, out var id))
            {
                var hint = context.Suggest(word.Text, ids.Keys);
                context.Error(word.Position, $"the job '{job}' needs '{word.Text}', but there is no such job{hint}");
            }
            else if (!found.Exists(f => f.Id == id))
            {
                found.Add((id, word));
            }
        }

        needs[job] = found;
        return [.. found.Select(f => f.Id)];
    }

    /// <summary>Reports every circle of jobs that wait for each other.</summary>
    public void ReportCycles()
    {
        // Jobs that wait for nothing are taken away until none is left; who remains waits for a circle.
        var open = needs.ToDictionary(n => n.Key, n => n.Value.Count);
        var dependants = needs
            .SelectMany(n => n.Value.Select(v => (Job: n.Key, Need: v.Id)))
            .ToLookup(p => p.Need, p => p.Job);
        var free = new Queue<string>(open.Where(o => o.Value == 0).Select(o => o.Key));
        while (free.TryDequeue(out var job))
        {
            open.Remove(job);
            foreach (var dependant in dependants[job])
            {
                if (--open[dependant] == 0)
                {
                    free.Enqueue(dependant);
                }
            }
        }

        var seen = new HashSet<string>();
        foreach (var start in needs.Keys.Where(open.ContainsKey))
        {
            Follow(start, open, seen);
        }
    }

    private void Follow(string start, Dictionary<string, int> open, HashSet<string> seen)
    {
        var path = new List<string>();
        var job = start;
        while (seen.Add(job))
        {
            path.Add(job);
            // A job that failed to parse has no entry, and nothing can be said about it.
            job = needs[job].Find(n => open.ContainsKey(n.Id)).Id ?? start;
        }

        if (path.IndexOf(job) is >= 0 and var first)
        {
            var circle = path[first..];
            var word = needs[circle[^1]].Find(n => n.Id == job).Word;
            if (word is not null)
            {
                var text = string.Join(" → ", circle.Append(job));
                context.Error(
                    word.Position,
                    $"these jobs wait for each other for ever: {text}; remove one of the needs"
                );
            }
        }
    }
}
