using System.Text.Json;
using Deskrun.Installations.Homes;
using Deskrun.Pools.Timeline;

namespace Deskrun.Commands.Installations.Journaling;

/// <summary>Reads the whole journal of a home, every process's part of it, in the order in which things happened.</summary>
internal static class JournalReader
{
    public static IReadOnlyList<TimelineEvent> Read(DeskrunHome home)
    {
        var steps = new List<TimelineEvent>();
        if (!Directory.Exists(home.Journal))
        {
            return steps;
        }

        foreach (var path in Directory.GetFiles(home.Journal, "*.jsonl").Order(StringComparer.Ordinal))
        {
            steps.AddRange(ReadFile(path));
        }

        // A stable sort: steps of one moment stay in the order in which they were written.
        return [.. steps.OrderBy(step => step.At)];
    }

    private static IEnumerable<TimelineEvent> ReadFile(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (FileNotFoundException)
        {
            // Another process made room meanwhile.
            yield break;
        }

        foreach (var line in lines)
        {
            TimelineEvent? step = null;
            try
            {
                step = JsonSerializer.Deserialize(line, JournalJson.Default.TimelineEvent);
            }
            catch (JsonException)
            {
                // A crash or a full disk cuts the last line short, and a newer deskrun may know more steps.
            }

            if (step is not null)
            {
                yield return step;
            }
        }
    }
}
