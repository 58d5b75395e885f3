using Deskrun.Installations;

namespace Deskrun.Commands.Installations.Updating;

/// <summary>One setting that changes, in words.</summary>
/// <param name="Setting">The name of its option, without hyphens in front.</param>
/// <param name="Before">What it was; null for nothing.</param>
/// <param name="After">What it is; null for nothing.</param>
internal sealed record SettingChange(string Setting, string? Before, string? After)
{
    /// <summary>What differs between two states of an installation. Secrets are named by where they are found.</summary>
    public static IReadOnlyList<SettingChange> Between(Installation before, Installation after) =>
        [
            .. Settings(before)
                .Zip(Settings(after))
                .Where(pair => pair.First.Value != pair.Second.Value)
                .Select(pair => new SettingChange(pair.First.Name, pair.First.Value, pair.Second.Value)),
        ];

    private static IReadOnlyList<(string Name, string? Value)> Settings(Installation each) =>
        [
            ("repository", each.Repository),
            ("mode", each.Mode),
            ("backend", each.Backend),
            ("context", each.Context),
            ("min-runners", $"{each.MinRunners}"),
            ("max-runners", $"{each.MaxRunners}"),
            ("instances", $"{Math.Max(1, each.Instances)}"),
            ("labels", Join(each.Labels)),
            ("runner-group", each.RunnerGroup),
            ("cache", Join(each.CachePaths.Select(cache => Folder(cache.Source, cache.Target)))),
            ("mount", Join(each.Mounts.Select(mount => $"{Folder(mount.Source, mount.Target)}:{mount.Type}"))),
            ("image", each.Image),
            ("cpus", each.Cpus),
            ("memory", each.Memory),
            ("env", Join(each.Environment.Select(pair => $"{pair.Key}={pair.Value}"))),
            ("template", each.Template),
            ("work-volume", each.WorkVolume),
            ("host-pid", Flag(each.HostPid)),
            ("host-ipc", Flag(each.HostIpc)),
            ("auth-type", each.AuthType),
            ("app-id", each.AppId),
            ("installation-id", each.AppInstallationId?.ToString()),
            ("credential", each.Credential.Describe()),
            ("trust-jobs", Flag(each.TrustJobs)),
            ("run-as", each.RunAs),
        ];

    private static string? Join(IEnumerable<string> items) =>
        string.Join(", ", items) is { Length: > 0 } text ? text : null;

    private static string Folder(string source, string target) => source.Length == 0 ? target : $"{source}:{target}";

    private static string? Flag(bool value) => value ? "yes" : null;
}
