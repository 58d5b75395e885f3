using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>
/// Installations whose Secret is there and nothing else of them: an interrupted removal left it. The Secret is the last
/// thing to go, because ARC needs it to take scale sets down.
/// </summary>
internal static class OrphanSecrets
{
    public static IReadOnlyList<string> Of(
        ClusterReading reading,
        IReadOnlySet<string> configured,
        IEnumerable<ReleaseRecord> records
    )
    {
        var inUse = records.Select(each => each.Installation).OfType<string>().ToHashSet();
        return
        [
            .. reading
                .Secrets.Values.Select(each => each.Label(ReleaseKeys.Installation))
                .OfType<string>()
                .Where(each => !configured.Contains(each) && !inUse.Contains(each))
                .Distinct(),
        ];
    }
}
