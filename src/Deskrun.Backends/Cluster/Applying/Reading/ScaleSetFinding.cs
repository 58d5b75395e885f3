using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying.Reading;

/// <summary>Puts together what records, scale sets and Helm releases say of the same name.</summary>
internal static class ScaleSetFinding
{
    private const string HelmRelease = "meta.helm.sh/release-name";

    public static IReadOnlyList<ScaleSetFound> Of(
        IEnumerable<ReleaseRecord> records,
        IReadOnlyList<JsonObject> sets,
        IReadOnlyList<HelmRevision> revisions
    )
    {
        var ours = records.Where(each => each.Installation is not null).ToDictionary(each => each.Release);
        var there = sets.ToDictionary(each => each.Name() ?? "");
        var releases = revisions
            .Select(each => each.Release)
            .Where(each => each is not (ReleaseKeys.ControllerRelease or ReleaseKeys.KroRelease));
        return
        [
            .. ours
                .Keys.Concat(there.Keys)
                .Concat(releases)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(name => One(name, ours.GetValueOrDefault(name), there.GetValueOrDefault(name))),
        ];
    }

    private static ScaleSetFound One(string name, ReleaseRecord? record, JsonObject? set)
    {
        var url = set.Text("spec", "githubConfigUrl");
        if (record is not null)
        {
            return new ScaleSetFound(name, url, record.Found, record.Installation);
        }

        var owner =
            set is null ? $"the Helm release {name}"
            : set.Annotation(HelmRelease) is { } release ? $"the Helm release {release}"
            : "an AutoscalingRunnerSet that no Helm release has";
        return new ScaleSetFound(name, url, null, null, owner);
    }
}
