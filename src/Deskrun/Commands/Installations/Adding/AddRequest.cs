using System.CommandLine;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations.Adding;

/// <summary>What the command line asks for, read as an installation, with everything that is wrong about it.</summary>
/// <param name="Installation">The installation.</param>
/// <param name="Url">Its URL; null when it is wrong.</param>
/// <param name="Problems">Each problem with its way out.</param>
internal sealed record AddRequest(Installation Installation, RepositoryUrl? Url, IReadOnlyList<string> Problems)
{
    public static AddRequest Read(ParseResult parse, AddOptions options, CredentialReference credential, bool isRoot)
    {
        var problems = new List<string>();
        var url = RepositoryUrl.Read(parse.GetValue(options.Repository)!, out _);
        var mode = parse.GetValue(options.Mode);
        var backend = parse.GetValue(options.Backend)!;
        if (mode is null && backend == BackendNames.Local)
        {
            problems.Add("--mode is needed on the backend local; --mode process is what is built");
        }

        var instances = parse.GetValue(options.Instances);
        if (instances < 1)
        {
            problems.Add($"--instances {instances}: the least is 1");
        }

        var installation = new Installation
        {
            Name = parse.GetValue(options.Name)!,
            Repository = url?.Url ?? parse.GetValue(options.Repository)!,
            Backend = backend,
            Mode = mode is null ? "kubernetes" : RunnerModes.Parse(mode)?.Word() ?? mode,
            // The original's rule: with several instances each keeps exactly one runner.
            MinRunners = instances > 1 ? 1 : parse.GetValue(options.MinRunners),
            MaxRunners = instances > 1 ? 1 : parse.GetValue(options.MaxRunners),
            Instances = Math.Max(1, instances),
            Labels = [.. Split(parse.GetValue(options.Labels))],
            RunnerGroup = parse.GetValue(options.RunnerGroup),
            CachePaths = ReadAll(Split(parse.GetValue(options.Caches)), MountSyntax.ReadCache, problems),
            Mounts = ReadAll(Split(parse.GetValue(options.Mounts)), MountSyntax.ReadMount, problems),
            AuthType = parse.GetValue(options.AuthType)!,
            AppId = parse.GetValue(options.AppId),
            AppInstallationId = parse.GetValue(options.AppInstallationId),
            RunAs = parse.GetValue(options.RunAs),
            TrustJobs = parse.GetValue(options.TrustJobs),
            Credential = credential,
        };
        return new AddRequest(
            installation,
            url,
            [
                .. problems,
                .. InstallationRules.Problems(installation),
                .. TrustRules.Problems(installation, url, isRoot),
            ]
        );
    }

    private delegate T? Reader<T>(string text, out string? problem);

    // Several values may stand in one option, separated by commas, as the original tool allowed.
    private static IEnumerable<string> Split(string[]? values) =>
        (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries));

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
