using Deskrun.Installations;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations.Editing;

/// <summary>Reads the options that can be given several times.</summary>
internal static class ListOptions
{
    public static IReadOnlyList<CachePath> Caches(string[] values, List<string> problems) =>
        ReadAll(Split(values), MountSyntax.ReadCache, problems);

    public static IReadOnlyList<Mount> Mounts(string[] values, List<string> problems) =>
        ReadAll(Split(values), MountSyntax.ReadMount, problems);

    public static IReadOnlyList<string> Labels(string[] values) => [.. Split(values)];

    /// <summary>Reads <c>KEY=VALUE</c>. A comma belongs to the value; a key that is given twice is a mistake.</summary>
    public static IReadOnlyDictionary<string, string> Variables(string[] values, List<string> problems)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in values)
        {
            var equals = text.IndexOf('=');
            var key = equals < 0 ? text : text[..equals];
            if (equals < 0)
            {
                // Nothing of it is quoted: whoever forgot the key may have typed a secret.
                problems.Add("--env needs KEY=VALUE; an empty value is KEY=");
            }
            else if (!variables.TryAdd(key, text[(equals + 1)..]))
            {
                problems.Add($"--env {key} is given twice; keep one");
            }
        }

        return variables;
    }

    private delegate T? Reader<T>(string text, out string? problem);

    // Several values may stand in one option, separated by commas, as the original tool allowed.
    private static IEnumerable<string> Split(string[] values) =>
        values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries));

    private static IReadOnlyList<T> ReadAll<T>(IEnumerable<string> texts, Reader<T> read, List<string> problems)
        where T : class
    {
        var items = new List<T>();
        foreach (var text in texts)
        {
            if (read(text, out var problem) is { } item)
            {
                items.Add(item);
            }
            else
            {
                problems.Add(problem!);
            }
        }

        return items;
    }
}
