using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>
/// What an upgrade needs besides a plan: a look beforehand, and the drain, because ARC's controller deletes the scale
/// sets of every version whose first two numbers aren't its own.
/// </summary>
/// <param name="work">What to act with.</param>
/// <param name="design">What should be there, of the new version.</param>
/// <param name="reading">What is there.</param>
public sealed class ClusterUpgrade(ApplyWork work, ClusterDesign design, ClusterReading reading)
{
    private const string InPlaceFrom = "0.15.0";

    /// <summary>Our scale sets.</summary>
    private IReadOnlyList<ReleaseRecord> Sets =>
        [.. reading.Records.Values.Where(each => each.Installation is not null)];

    /// <summary>The controller's version now; null when there is none of ours.</summary>
    public string? From => reading.Found.Controller?.Version;

    /// <summary>The version that it gets.</summary>
    public string To => design.Controller.Chart.Version;

    /// <summary>Whether the scale sets stay while the controller changes.</summary>
    public bool IsInPlace =>
        From is null
        || From == To
        || (
            ClusterVersions.AtLeast(From, InPlaceFrom)
            && ClusterVersions.AtLeast(To, InPlaceFrom)
            && FirstTwo(From) == FirstTwo(To)
        );

    /// <summary>Everything that would stop the upgrade, found before anything is touched.</summary>
    /// <exception cref="Helm.HelmException">A chart can't be had, or refuses the values.</exception>
    public async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellation)
    {
        var problems = new List<string>();
        if (design.Controller.IsForeign)
        {
            problems.Add(
                $"the controller {design.Controller.Namespace}/{design.Controller.ServiceAccount} is somebody else's; it is "
                    + "upgraded where it was installed"
            );
            return problems;
        }

        if (From is { } from && from != To && ClusterVersions.AtLeast(from, To))
        {
            problems.Add(
                $"the cluster has ARC {from}, which is newer than {To}; CRDs can't be taken back. Set the version with: "
                    + "deskrun cluster configure"
            );
        }

        // The new controller would delete them, and nobody would make them anew.
        var others = reading.Found.ScaleSets.Where(each => each.Ours is null && each.ConfigUrl is not null).ToList();
        if (!IsInPlace && others.Count > 0)
        {
            problems.Add(
                $"a controller {To} deletes scale sets of {From}, and these are not of this home: "
                    + string.Join(", ", others.Select(each => $"{each.Name} ({each.Owner})"))
                    + ". Have them removed first"
            );
        }

        await work.Helm.CheckChartAsync(design.Controller.Chart, cancellation);
        foreach (var set in design.ScaleSets)
        {
            await work.Helm.CheckValuesAsync(set.Name, set.Namespace, set.Chart, set.Values, cancellation);
        }

        return problems;
    }

    /// <summary>The runners of our scale sets that have a job.</summary>
    public async Task<IReadOnlyList<string>> RunningAsync(CancellationToken cancellation)
    {
        if (Sets.Count == 0 || reading.ScaleSets.Count == 0)
        {
            return [];
        }

        var names = Sets.Select(each => each.Release).ToHashSet();
        var all = await work.Client.ListAsync(ArcKinds.Runners, work.Namespace, null, cancellation);
        return
        [
            .. all
                .Items.Where(each =>
                    names.Contains(each.Label(ArcKinds.ScaleSetLabel) ?? "") && RunnerJobs.IsBusy(each)
                )
                .Select(each => each.Name()!),
        ];
    }

    /// <summary>
    /// Takes our scale sets down while the old controller still can. Their releases, Secrets and records stay: an
    /// interrupted upgrade is completed by the next <c>up</c>.
    /// </summary>
    /// <param name="now">Ends running jobs instead of waiting for them.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ApplyException">ARC does not take one down.</exception>
    public async Task DrainAsync(bool now, CancellationToken cancellation)
    {
        var book = new RecordBook(work, work.Namespace);
        if (reading.Records.GetValueOrDefault(ReleaseKeys.ControllerRelease) is { } controller && From != To)
        {
            // One write before anything is touched: interrupted from here on, the next up knows that it has to go on.
            await book.WriteAsync(controller with { UpgradingTo = To }, cancellation);
        }

        foreach (var record in Sets.Where(each => each.State == ReleaseState.Applied))
        {
            await book.WriteAsync(record with { State = ReleaseState.Applying }, cancellation);
        }

        var remover = new ScaleSetRemover(work);
        var lost = reading
            .Found.ScaleSets.Where(each => each.LostNumber is not null)
            .Select(each => each.Name)
            .ToHashSet();
        await Task.WhenAll(
            Sets.Select(each =>
                lost.Contains(each.Release)
                    ? new LostScaleSetRemoval(work).RemoveAsync(each, cancellation)
                    : remover.RemoveSetAsync(each.Release, now, cancellation)
            )
        );
    }

    private static string FirstTwo(string version) => string.Join('.', version.TrimStart('v').Split('.').Take(2));
}
