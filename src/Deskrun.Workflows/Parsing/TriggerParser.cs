using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads <c>on</c>.</summary>
internal static class TriggerParser
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoFilters =
        new Dictionary<string, IReadOnlyList<string>>();

    public static Triggers Parse(ParseContext context, YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            var words = ValueParser.Words(context, node, "on");
            return new(
                [
                    .. words
                        .Where(w => IsKnown(context, w))
                        .Select(w => new WorkflowEvent(w.Text, NoFilters, w.Position)),
                ],
                []
            );
        }

        var events = new List<WorkflowEvent>();
        IReadOnlyList<WorkflowInput> inputs = [];
        foreach (var entry in mapping.Entries)
        {
            if (!IsKnown(context, entry.Key))
            {
                continue;
            }

            var filters = NoFilters;
            switch (entry.Name)
            {
                case "workflow_dispatch":
                    inputs = DispatchParser.Parse(context, entry.Value);
                    break;
                case "workflow_call" when entry.Value is not YamlScalar { IsNull: true }:
                    MappingReader.Read(context, entry.Value, "on.workflow_call", "'workflow_call'");
                    break;
                case "schedule":
                    filters = Schedule(context, entry);
                    break;
                default:
                    filters = Filters(context, entry);
                    break;
            }

            events.Add(new(entry.Name, filters, entry.Key.Position));
        }

        return new(events, inputs);
    }

    private static bool IsKnown(ParseContext context, YamlScalar name)
    {
        if (EventTable.All.ContainsKey(name.Text))
        {
            return true;
        }

        var hint = context.Suggest(name.Text, EventTable.All.Keys);
        context.Error(name.Position, $"GitHub knows no event '{name.Text}'{hint}");
        return false;
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Filters(ParseContext context, YamlEntry entry)
    {
        if (entry.Value is YamlScalar { IsNull: true })
        {
            return NoFilters;
        }

        if (entry.Value is not YamlMapping mapping)
        {
            context.Error(
                entry.Value.Position,
                $"the event '{entry.Name}' must have filters below it or nothing, but it has {entry.Value.Kind}"
            );
            return NoFilters;
        }

        var known = EventTable.All[entry.Name];
        var filters = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var filter in mapping.Entries)
        {
            if (!known.Contains(filter.Name))
            {
                var may = known.Length == 0 ? "it takes none" : $"it takes: {string.Join(", ", known)}";
                context.Error(filter.Key.Position, $"the event '{entry.Name}' has no filter '{filter.Name}'; {may}");
                continue;
            }

            if (filter.Value is not YamlScalar { IsNull: true })
            {
                var words = ValueParser.Words(context, filter.Value, filter.Name);
                filters[filter.Name] = [.. words.Select(w => w.Text)];
            }
        }

        foreach (var name in (string[])["branches", "tags", "paths"])
        {
            if (filters.ContainsKey(name) && filters.ContainsKey($"{name}-ignore"))
            {
                context.Error(
                    entry.Key.Position,
                    $"the event '{entry.Name}' has both '{name}' and '{name}-ignore': keep one, and use ! in '{name}'"
                );
            }
        }

        return filters;
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Schedule(ParseContext context, YamlEntry entry)
    {
        var times = new List<string>();
        foreach (var item in entry.Value is YamlSequence list ? list.Items : [entry.Value])
        {
            var cron = (item as YamlMapping)?.Entries.FirstOrDefault(e => e.Name == "cron")?.Value;
            if (cron is YamlScalar { Text: { Length: > 0 } text })
            {
                times.Add(text);
            }
            else
            {
                context.Error(item.Position, "'schedule' must be a list of items such as - cron: '30 5 * * 1'");
            }
        }

        return new Dictionary<string, IReadOnlyList<string>> { ["cron"] = times };
    }
}
