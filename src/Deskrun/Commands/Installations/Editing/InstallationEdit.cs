using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations.Editing;

/// <summary>Puts what a command line says over an installation; what it doesn't say stays.</summary>
internal sealed class InstallationEdit(ParseResult parse, InstallationOptions options, string workingFolder)
{
    private readonly List<string> problems = [];
    private readonly List<string> warnings = [];

    /// <summary>What can't be read of the command line.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>What is read in another way than it may be meant.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <param name="before">The installation as it is, or the defaults of a new one.</param>
    /// <param name="credential">The credential that was given; none keeps the one of before.</param>
    public Installation Apply(Installation before, CredentialReference credential)
    {
        var instances = Instances(before);
        var edited = before with
        {
            Repository = Repository(before),
            Backend = Given(options.Backend, before.Backend),
            Context = Given(options.Context, before.Context),
            Mode = Mode(before),
            Instances = instances,
            MinRunners = Limit(options.MinRunners, before.MinRunners, instances),
            MaxRunners = Limit(options.MaxRunners, before.MaxRunners, instances),
            Labels = Given(options.Labels, ListOptions.Labels) ?? before.Labels,
            RunnerGroup = Given(options.RunnerGroup, before.RunnerGroup),
            RunAs = Given(options.RunAs, before.RunAs),
            TrustJobs = Given(options.TrustJobs, before.TrustJobs),
        };
        return CredentialEdit.Apply(parse, options.Credential, Shape(edited), credential);
    }

    private Installation Shape(Installation before) =>
        before with
        {
            CachePaths = Given(options.Caches, values => ListOptions.Caches(values, problems)) ?? before.CachePaths,
            Mounts = Given(options.Mounts, values => ListOptions.Mounts(values, problems)) ?? before.Mounts,
            Image = Given(options.Image, before.Image),
            Cpus = Given(options.Cpus, before.Cpus),
            Memory = Given(options.Memory, before.Memory),
            Environment =
                Given(options.Variables, values => ListOptions.Variables(values, problems)) ?? before.Environment,
            Template = parse.GetValue(options.Template) is { } file
                ? Path.GetFullPath(file, workingFolder)
                : before.Template,
            WorkVolume = Given(options.WorkVolume, before.WorkVolume),
            HostPid = Given(options.HostPid, before.HostPid),
            HostIpc = Given(options.HostIpc, before.HostIpc),
        };

    private string Repository(Installation before) =>
        parse.GetValue(options.Repository) is { } text
            ? RepositoryUrl.Read(text, out _)?.Url ?? text
            : before.Repository;

    private string Mode(Installation before) =>
        parse.GetValue(options.Mode) is { } word ? RunnerModes.Parse(word)?.Word() ?? word : before.Mode;

    private int Instances(Installation before)
    {
        if (parse.GetValue(options.Instances) is not { } given)
        {
            return before.Instances;
        }

        if (given < 1)
        {
            problems.Add($"--instances {given}: the least is 1");
        }

        return Math.Max(1, given);
    }

    // The original's rule: with several instances each keeps exactly one runner.
    private int Limit(Option<int?> option, int before, int instances)
    {
        var given = parse.GetValue(option);
        if (instances > 1 && given is not (null or 1))
        {
            warnings.Add(
                $"{option.Name} {given} has no effect: each of the {instances} instances keeps exactly 1 runner"
            );
        }

        return instances > 1 ? 1 : given ?? before;
    }

    [return: NotNullIfNotNull(nameof(before))]
    private string? Given(Option<string?> option, string? before) => parse.GetValue(option) ?? before;

    private bool Given(Option<bool?> option, bool before) => parse.GetValue(option) ?? before;

    // An option that may be repeated has an empty list as its value when it is absent.
    private T? Given<T>(Option<string[]> option, Func<string[], T> read)
        where T : class => parse.GetResult(option) is { Implicit: false } ? read(parse.GetValue(option) ?? []) : null;
}
