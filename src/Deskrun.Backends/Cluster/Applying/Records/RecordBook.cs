using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying.Records;

/// <summary>Writes our records.</summary>
internal sealed class RecordBook(ApplyWork work, string space)
{
    /// <summary>Writes a record; a step of its own.</summary>
    public async Task WriteAsync(ReleaseRecord record, CancellationToken cancellation)
    {
        await work.Client.ApplyAsync(
            WellKnown.ConfigMaps,
            space,
            record.ToConfigMap(),
            new WriteOptions { Force = true },
            cancellation
        );
        var how = record.UpgradingTo is null ? record.State.ToString().ToLowerInvariant() : "upgrading";
        await work.AfterStep($"record {record.Release} {how}");
    }

    /// <summary>Removes a record: the release is no longer ours.</summary>
    public async Task RemoveAsync(string release, CancellationToken cancellation)
    {
        await work.Client.DeleteAsync(
            WellKnown.ConfigMaps,
            space,
            ReleaseKeys.ReleaseMap(release),
            cancellation: cancellation
        );
        await work.AfterStep($"record {release} removed");
    }
}
