using System.CommandLine;
using Deskrun.Installations;

namespace Deskrun.Commands.Installations.Updating;

/// <summary>The option <c>--clear</c>: takes settings away, by the names of their options.</summary>
internal static class ClearOption
{
    private static readonly Dictionary<string, Func<Installation, Installation>> Settings = new()
    {
        ["cache"] = each => each with { CachePaths = [] },
        ["mount"] = each => each with { Mounts = [] },
        ["env"] = each => each with { Environment = new Dictionary<string, string>() },
        ["labels"] = each => each with { Labels = [] },
        ["runner-group"] = each => each with { RunnerGroup = null },
        ["image"] = each => each with { Image = null },
        ["cpus"] = each => each with { Cpus = null },
        ["memory"] = each => each with { Memory = null },
        ["template"] = each => each with { Template = null },
        ["work-volume"] = each => each with { WorkVolume = null },
        ["host-pid"] = each => each with { HostPid = false },
        ["host-ipc"] = each => each with { HostIpc = false },
        ["run-as"] = each => each with { RunAs = null },
        ["trust-jobs"] = each => each with { TrustJobs = false },
        ["installation-id"] = each => each with { AppInstallationId = null },
    };

    public static Option<string[]> Create() =>
        new("--clear")
        {
            Description = $"Take settings away, comma-separated: {string.Join(", ", Settings.Keys)}.",
            HelpName = "SETTING,...",
        };

    /// <summary>The installation without these settings.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="values">The option's values.</param>
    /// <param name="problems">Gets what is no setting.</param>
    public static Installation Apply(Installation installation, string[] values, List<string> problems)
    {
        foreach (var word in Words(values))
        {
            if (Settings.TryGetValue(word, out var clear))
            {
                installation = clear(installation);
            }
            else
            {
                problems.Add(
                    $"--clear {word}: there is no such setting; it is one of {string.Join(", ", Settings.Keys)}"
                );
            }
        }

        return installation;
    }

    /// <summary>Settings that the same command line takes away and gives.</summary>
    public static IEnumerable<string> Contradictions(string[] values, ParseResult parse, IEnumerable<Option> options) =>
        options
            .Where(option => parse.GetResult(option) is { Implicit: false })
            .Select(option => option.Name.TrimStart('-'))
            .Intersect(Words(values))
            .Select(word =>
                $"--{word} and --clear {word} exclude each other; a list that is given replaces the old one"
            );

    private static IEnumerable<string> Words(string[] values) =>
        values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries));
}
