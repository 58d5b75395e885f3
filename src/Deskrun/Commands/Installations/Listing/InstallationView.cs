using Deskrun.Installations;
using Deskrun.Installations.Planning;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations.Listing;

/// <summary>An installation as <c>list</c> shows it. Holds no secret: of a credential only where it is found.</summary>
internal sealed record InstallationView
{
    public required string Name { get; init; }
    public required string Repository { get; init; }
    public required string Backend { get; init; }
    public string? Context { get; init; }
    public required string Mode { get; init; }
    public required int MinRunners { get; init; }
    public required int MaxRunners { get; init; }
    public required int Instances { get; init; }
    public required IReadOnlyList<string> ScaleSets { get; init; }
    public required IReadOnlyList<string> Labels { get; init; }
    public string? RunnerGroup { get; init; }
    public required IReadOnlyList<FolderView> Caches { get; init; }
    public required IReadOnlyList<FolderView> Mounts { get; init; }
    public string? Image { get; init; }
    public string? Cpus { get; init; }
    public string? Memory { get; init; }
    public IReadOnlyDictionary<string, string>? Environment { get; init; }
    public string? Template { get; init; }
    public string? WorkVolume { get; init; }
    public bool? HostPid { get; init; }
    public bool? HostIpc { get; init; }
    public required string AuthType { get; init; }
    public required string Credential { get; init; }
    public string? AppId { get; init; }
    public long? AppInstallationId { get; init; }
    public string? RunAs { get; init; }
    public required bool TrustJobs { get; init; }
    public required IReadOnlyList<string> Problems { get; init; }

    public static InstallationView Of(Installation installation, string userHome)
    {
        var sets = PlannedScaleSet.Of(installation);
        return new InstallationView
        {
            Name = installation.Name,
            Repository = installation.Repository,
            Backend = installation.Backend,
            Context = installation.Context,
            Mode = installation.Mode,
            MinRunners = installation.MinRunners,
            MaxRunners = installation.MaxRunners,
            Instances = sets.Count,
            ScaleSets = [.. sets.Select(set => set.Name)],
            Labels = installation.Labels,
            RunnerGroup = installation.RunnerGroup,
            Caches = [.. installation.CachePaths.Select(cache => FolderView.Of(cache, userHome))],
            Mounts = [.. installation.Mounts.Select(mount => FolderView.Of(mount, userHome))],
            Image = installation.Image,
            Cpus = installation.Cpus,
            Memory = installation.Memory,
            Environment = installation.Environment.Count > 0 ? installation.Environment : null,
            Template = installation.Template,
            WorkVolume = installation.WorkVolume,
            HostPid = installation.HostPid ? true : null,
            HostIpc = installation.HostIpc ? true : null,
            AuthType = installation.AuthType,
            Credential = installation.Credential.Describe(),
            AppId = installation.AppId,
            AppInstallationId = installation.AppInstallationId,
            RunAs = installation.RunAs,
            TrustJobs = installation.TrustJobs,
            Problems = InstallationRules.Problems(installation),
        };
    }
}

/// <summary>A cache or mount.</summary>
/// <param name="Target">Where a runner sees it.</param>
/// <param name="Source">The source as it is stored; null means a folder that deskrun chooses.</param>
/// <param name="Host">The folder of the host that is meant; null when deskrun chooses it.</param>
/// <param name="Type">The kind of a mount; null for a cache.</param>
internal sealed record FolderView(string Target, string? Source, string? Host, string? Type)
{
    public static FolderView Of(CachePath cache, string userHome) => Of(cache.Target, cache.Source, null, userHome);

    public static FolderView Of(Mount mount, string userHome) => Of(mount.Target, mount.Source, mount.Type, userHome);

    private static FolderView Of(string target, string source, string? type, string userHome) =>
        source.Length == 0
            ? new FolderView(target, null, null, type)
            : new FolderView(target, source, HostPaths.OnHost(source, userHome), type);
}
