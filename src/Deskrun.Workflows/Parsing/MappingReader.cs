using Deskrun.Workflows.Keys;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads a mapping whose keys the table knows.</summary>
internal sealed class MappingReader
{
    private readonly Dictionary<string, YamlEntry> entries;

    private MappingReader(Dictionary<string, YamlEntry> entries) => this.entries = entries;

    /// <summary>
    /// Takes the keys of a mapping that run here. The others are noted as ignored, or are errors: refused by name, or
    /// unknown with a guess at what was meant.
    /// </summary>
    /// <param name="context">Takes the errors.</param>
    /// <param name="node">The mapping.</param>
    /// <param name="path">The mapping's path in the key table.</param>
    /// <param name="what">What the mapping is, for messages.</param>
    /// <returns>Null when it is no mapping.</returns>
    public static MappingReader? Read(ParseContext context, YamlNode node, string path, string what)
    {
        if (node is not YamlMapping mapping)
        {
            context.Error(node.Position, $"{what} must be a mapping of keys and values, but it is {node.Kind}");
            return null;
        }

        var entries = new Dictionary<string, YamlEntry>();
        var known = KeyTable.Children(path).ToDictionary(k => k.Name);
        foreach (var entry in mapping.Entries)
        {
            if (!known.TryGetValue(entry.Name, out var key))
            {
                context.Error(entry.Key.Position, Unknown(context, entry, what, known.Keys));
            }
            else if (key.Support == KeySupport.Refused)
            {
                context.Error(entry.Key.Position, $"'{key.Name}' cannot run yet: {key.Note}");
            }
            else if (key.Support == KeySupport.Ignored)
            {
                context.Ignore(key, entry.Key.Position);
            }
            else
            {
                entries.Add(entry.Name, entry);
            }
        }

        return new(entries);
    }

    /// <summary>The value of a key, or null when it is absent.</summary>
    public YamlNode? Find(string name) => entries.GetValueOrDefault(name)?.Value;

    /// <summary>The key and value, or null when it is absent.</summary>
    public YamlEntry? FindEntry(string name) => entries.GetValueOrDefault(name);

    private static string Unknown(ParseContext context, YamlEntry entry, string what, IReadOnlyCollection<string> known)
    {
        if (entry.Name == "<<")
        {
            return "GitHub knows no merge keys (<<): repeat the keys, or put an alias where the whole value belongs";
        }

        var hint = context.Suggest(entry.Name, known);
        return hint.Length > 0
            ? $"{what} has no key '{entry.Name}'{hint}"
            : $"{what} has no key '{entry.Name}'; it may have: {string.Join(", ", known)}";
    }
}
