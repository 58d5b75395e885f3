using System.CommandLine;
using Deskrun.Installations;

namespace Deskrun.Commands.Installations.Editing;

/// <summary>
/// The words and options that say what an installation is, for <c>add</c> and <c>update</c>. None has a default here: what
/// isn't given stays as it is, and for a new installation that is its default.
/// </summary>
internal sealed class InstallationOptions
{
    public Argument<string> Name { get; } =
        new("name") { Description = "The installation's name; jobs with `runs-on: NAME` run on it." };

    public Option<string?> Repository { get; } =
        new("--repository", "-r")
        {
            Description = "URL of the repository, organisation or enterprise.",
            HelpName = "URL",
        };

    public Option<string?> Mode { get; } =
        new("--mode", "-m")
        {
            Description =
                "What a runner's environment is: process on the backend local; on clusters kubernetes (container; the "
                + "default there), cached-privileged-kubernetes (privileged), dind or kro.",
            HelpName = "MODE",
        };

    public Option<string?> Backend { get; } =
        new("--backend")
        {
            Description =
                "Where the runners live: local (the default) is this machine, kind a cluster that deskrun makes here, "
                + "kubernetes one that is there.",
            HelpName = string.Join('|', BackendNames.All),
        };

    public Option<string?> Context { get; } =
        new("--context") { Description = "The kubectl context, for the backend kubernetes.", HelpName = "NAME" };

    public Option<int?> MinRunners { get; } =
        new("--min-runners") { Description = "Runners kept although no job waits; 1 unless given.", HelpName = "N" };

    public Option<int?> MaxRunners { get; } =
        new("--max-runners") { Description = "The most runners at one time; 5 unless given.", HelpName = "N" };

    public Option<int?> Instances { get; } =
        new("--instances")
        {
            Description =
                "From 2 on, that many scale sets NAME-1, NAME-2, ... that keep one runner each, with own caches.",
            HelpName = "N",
        };

    public Option<string[]> Labels { get; } =
        new("--labels")
        {
            Description = "What runs-on may name instead of NAME, comma-separated; give NAME, too, to keep it.",
            HelpName = "A,B",
        };

    public Option<string?> RunnerGroup { get; } =
        new("--runner-group") { Description = "The runner group at the service.", HelpName = "GROUP" };

    public Option<string[]> Caches { get; } =
        new("--cache")
        {
            Description =
                "A folder that outlives runners, on clusters; repeatable. Without a source each scale set gets one.",
            HelpName = "TARGET|SOURCE:TARGET",
        };

    public Option<string[]> Mounts { get; } =
        new("--mount")
        {
            Description =
                "A path of the host that runners see, on clusters; repeatable. TYPE is Directory, DirectoryOrCreate "
                + "(the default) or Socket. A Socket has to be there already; with --backend kubernetes that is not checked.",
            HelpName = "TARGET|SOURCE:TARGET[:TYPE]",
        };

    public Option<string?> Image { get; } =
        new("--image") { Description = "The runner's container image, on clusters.", HelpName = "IMAGE" };

    public Option<string?> Cpus { get; } =
        new("--cpus") { Description = "CPUs of each runner, on clusters: 2, 0.5, 500m.", HelpName = "QUANTITY" };

    public Option<string?> Memory { get; } =
        new("--memory") { Description = "Memory of each runner, on clusters: 512Mi, 4Gi.", HelpName = "QUANTITY" };

    public Option<string[]> Variables { get; } =
        new("--env")
        {
            Description = "A variable of the runners' environment; repeatable. It is no place for secrets.",
            HelpName = "KEY=VALUE",
        };

    public Option<string?> Template { get; } =
        new("--template") { Description = "The file with the ResourceGraphDefinition of mode kro.", HelpName = "FILE" };

    public Option<string?> WorkVolume { get; } =
        new("--work-volume")
        {
            Description = "The volume that a runner and its job Pods share in mode kubernetes; none does without.",
            HelpName = "none|SIZE|CLASS:SIZE",
        };

    public Option<bool?> HostPid { get; } =
        new("--host-pid") { Description = "Runners of mode cached-privileged-kubernetes see the node's processes." };

    public Option<bool?> HostIpc { get; } =
        new("--host-ipc")
        {
            Description = "Runners of mode cached-privileged-kubernetes share the node's System V IPC.",
        };

    public CredentialOptions Credential { get; } = new();

    public Option<bool?> TrustJobs { get; } =
        new("--trust-jobs")
        {
            Description =
                "Accept that in mode process a job is no guest: it runs as a user of this machine and reads what that user "
                + "reads (home folder, SSH keys, cloud logins, this tool's own credentials, the local network), and so "
                + "does whoever can get a workflow into the repository, pull requests included. Needed for everything "
                + "but the local Actions service.",
        };

    public Option<string?> RunAs { get; } =
        new("--run-as")
        {
            Description = "The user that runs the jobs; needed when deskrun runs as root.",
            HelpName = "USER",
        };

    public Option<bool> Offline { get; } =
        new("--offline") { Description = "Don't ask the service whether it accepts the credential." };

    public Option<bool> NoUp { get; } =
        new("--no-up")
        {
            Description = "Only store it: a running `deskrun up` is not told, and no cluster is changed.",
        };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Check everything and change nothing." };

    public Option<string> Output { get; } = OutputOption.Create("text", "json", "yaml", "table");

    /// <summary>What an installation is made of, in the order of the help.</summary>
    public IEnumerable<Option> All =>
        [
            Repository,
            Mode,
            Backend,
            Context,
            MinRunners,
            MaxRunners,
            Instances,
            Labels,
            RunnerGroup,
            Caches,
            Mounts,
            Image,
            Cpus,
            Memory,
            Variables,
            Template,
            WorkVolume,
            HostPid,
            HostIpc,
            .. Credential.All,
            TrustJobs,
            RunAs,
            Offline,
            NoUp,
            DryRun,
            Output,
        ];

    /// <summary>A command with the name and all options.</summary>
    public Command CreateCommand(string verb, string description)
    {
        var command = new Command(verb, description) { Name };
        foreach (var option in All)
        {
            command.Options.Add(option);
        }

        return command;
    }
}
