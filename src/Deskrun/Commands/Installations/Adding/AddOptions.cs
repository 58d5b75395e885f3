using System.CommandLine;
using Deskrun.Installations;
using Deskrun.Installations.Credentials;

namespace Deskrun.Commands.Installations.Adding;

/// <summary>The words and options of <c>deskrun add</c>.</summary>
internal sealed class AddOptions
{
    public Argument<string> Name { get; } =
        new("name") { Description = "The installation's name; jobs with `runs-on: NAME` run on it." };

    public Option<string> Repository { get; } =
        new("--repository", "-r")
        {
            Description = "URL of the repository, organisation or enterprise.",
            HelpName = "URL",
            Required = true,
        };

    public Option<string> Mode { get; } =
        new("--mode", "-m")
        {
            Description =
                "What a runner's environment is: process now; kubernetes (container), cached-privileged-kubernetes "
                + "(privileged), dind and kro are not built yet.",
            HelpName = "MODE",
        };

    public Option<string> Backend { get; } =
        new("--backend")
        {
            Description = "Where the runners live: local now; kind and kubernetes are not built yet.",
            HelpName = string.Join('|', BackendNames.All),
            DefaultValueFactory = _ => BackendNames.Local,
        };

    public Option<int> MinRunners { get; } =
        new("--min-runners") { Description = "Runners kept although no job waits.", DefaultValueFactory = _ => 1 };

    public Option<int> MaxRunners { get; } =
        new("--max-runners") { Description = "The most runners at one time.", DefaultValueFactory = _ => 5 };

    public Option<int> Instances { get; } =
        new("--instances")
        {
            Description = "From 2 on, that many scale sets NAME-1 … of one runner each (not built yet on local).",
            DefaultValueFactory = _ => 1,
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
            Description = "A folder that outlives runners (not built yet on local); repeatable.",
            HelpName = "TARGET|SOURCE:TARGET",
        };

    public Option<string[]> Mounts { get; } =
        new("--mount")
        {
            Description =
                "A host path that runners see (not built yet on local); repeatable. TYPE is Directory, "
                + "DirectoryOrCreate or Socket.",
            HelpName = "TARGET|SOURCE:TARGET[:TYPE]",
        };

    public Option<string> AuthType { get; } =
        new("--auth-type")
        {
            Description = "The kind of credential.",
            HelpName = string.Join('|', AuthTypes.All),
            DefaultValueFactory = _ => AuthTypes.Pat,
        };

    public Option<string?> AuthEnv { get; } =
        new("--auth-env")
        {
            Description = "Read the token or private key from this variable whenever it is needed.",
            HelpName = "VARIABLE",
        };

    public Option<string?> AuthFile { get; } =
        new("--auth-file") { Description = "Read it from this file whenever it is needed.", HelpName = "FILE" };

    public Option<bool> AuthValueStdin { get; } =
        new("--auth-value-stdin") { Description = "Read it from stdin now and keep it in a file of mode 0600." };

    public Option<string?> AuthValue { get; } =
        new("--auth-value")
        {
            Description = "The value itself; other users of this machine can see it while the command runs.",
            HelpName = "VALUE",
        };

    public Option<string?> AppId { get; } =
        new("--app-id") { Description = "The GitHub App's client id or app id.", HelpName = "ID" };

    public Option<long?> AppInstallationId { get; } =
        new("--installation-id")
        {
            Description = "The GitHub App's installation; found from the URL when absent.",
            HelpName = "NUMBER",
        };

    public Option<bool> TrustJobs { get; } =
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
        new("--no-up") { Description = "Only store it; a running `deskrun up` is not told." };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Check everything and change nothing." };

    public Option<string> Output { get; } = OutputOption.Create("text", "json");

    public Command CreateCommand() =>
        new("add", "Add an installation: a place whose jobs this machine shall run.")
        {
            Name,
            Repository,
            Mode,
            Backend,
            MinRunners,
            MaxRunners,
            Instances,
            Labels,
            RunnerGroup,
            Caches,
            Mounts,
            AuthType,
            AuthEnv,
            AuthFile,
            AuthValueStdin,
            AuthValue,
            AppId,
            AppInstallationId,
            TrustJobs,
            RunAs,
            Offline,
            NoUp,
            DryRun,
            Output,
        };
}
