using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying.Records;

/// <summary>Writes our records.</summary>
internal sealed class RecordBook(ApplyWork work, string space)
{
    /// <summary>Looks whether a release without a record may get one.</summary>
    /// <exception cref="ApplyException">Something of somebody else has the record's name.</exception>
    public async Task ClaimAsync(string release, CancellationToken cancellation)
    {
        var name = ReleaseKeys.ReleaseMap(release);
        var there = await work.Client.FindAsync(WellKnown.ConfigMaps, space, name, cancellation);
        if (there is not null && there.Label(ReleaseKeys.ManagedBy) != ReleaseKeys.Deskrun)
        {
            throw new ApplyException(
                $"the ConfigMap {space}/{name} is there and deskrun did not make it, so it is left alone; remove it, or "
                    + "give the installation another name"
            );
        }
    }

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
