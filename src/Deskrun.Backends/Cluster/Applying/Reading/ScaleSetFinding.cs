using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying.Reading;

/// <summary>Puts together what records, scale sets and Helm releases say of the same name.</summary>
internal static class ScaleSetFinding
{
    private const string HelmRelease = "meta.helm.sh/release-name";
    private const string HelmNamespace = "meta.helm.sh/release-namespace";

    public static IReadOnlyList<ScaleSetFound> Of(
        IReadOnlyList<ReleaseRecord> records,
        Func<ReleaseRecord, bool> isOurs,
        IReadOnlyList<JsonObject> sets,
        IReadOnlyList<HelmRevision> revisions
    )
    {
        var recorded = records.Where(each => each.Installation is not null).ToDictionary(each => each.Release);
        var there = sets.ToDictionary(each => each.Name() ?? "");
        var releases = revisions
            .Select(each => each.Release)
            .Where(each => each is not (ReleaseKeys.ControllerRelease or ReleaseKeys.KroRelease));
        return
        [
            .. recorded
                .Keys.Concat(there.Keys)
                .Concat(releases)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(name => One(name, recorded.GetValueOrDefault(name), isOurs, there.GetValueOrDefault(name))),
        ];
    }

    private static ScaleSetFound One(
        string name,
        ReleaseRecord? record,
        Func<ReleaseRecord, bool> isOurs,
        JsonObject? set
    )
    {
        var url = set.Text("spec", "githubConfigUrl");
        if (record is not null && !isOurs(record))
        {
            var from = $"deskrun with another home, for its installation {record.Installation}";
            return new ScaleSetFound(name, url, null, null, from);
        }

        if (record is not null)
        {
            return new ScaleSetFound(name, url, record.Found, record.Installation)
            {
                IsTakenAway = set is null || ArcPods.IsDeleted(set),
            };
        }

        if (set is null)
        {
            return new ScaleSetFound(name, url, null, null, $"the Helm release {name}");
        }

        var release = set.Annotation(HelmRelease);
        var space = set.Annotation(HelmNamespace) ?? set.Namespace();
        return release is null
            ? new ScaleSetFound(name, url, null, null, "an AutoscalingRunnerSet that no Helm release has")
            : new ScaleSetFound(name, url, null, null, $"the Helm release {release}")
            {
                OtherRelease = release == name && space == set.Namespace() ? null : $"{space}/{release}",
            };
    }
}
