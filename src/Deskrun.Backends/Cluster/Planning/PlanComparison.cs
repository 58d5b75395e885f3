namespace Deskrun.Backends.Cluster.Planning;

/// <summary>Compares one design with what was found.</summary>
internal sealed class PlanComparison(ClusterDesign design, ClusterFound found, bool adopt)
{
    public IEnumerable<PlanStep> Steps() =>
        [
            .. design.Problems.Select(problem => new PlanStep(
                PlanStepKind.Refuse,
                PlanSubject.Installation,
                problem.Installation,
                problem.Message
            )),
            .. Removals(),
            Controller(),
            .. Kro(),
            .. design.ScaleSets.Select(ScaleSet),
        ];

    private IEnumerable<PlanStep> Removals()
    {
        var wanted = design.ScaleSets.Select(each => each.Name).ToHashSet();

        // What can't be planned stays as it is: a mistake in a file must not take running scale sets away.
        var blocked = design.Problems.Select(problem => problem.Installation).ToHashSet();
        return found
            .ScaleSets.Where(each => each.Ours is not null && !wanted.Contains(each.Name))
            .Where(each => !blocked.Contains(each.Installation ?? "") && !blocked.Contains(""))
            .Select(each => new PlanStep(
                PlanStepKind.Remove,
                PlanSubject.ScaleSet,
                each.Name,
                each.Ours!.State == ReleaseState.Removing
                    ? "its removal was interrupted"
                    : $"no installation asks for it any more (it belonged to {each.Installation})"
            ));
    }

    private PlanStep Controller()
    {
        var wanted = design.Controller;
        if (wanted.IsForeign)
        {
            return new PlanStep(
                PlanStepKind.Keep,
                PlanSubject.Controller,
                $"{wanted.Namespace}/{wanted.ServiceAccount}",
                $"somebody else's controller {wanted.Chart.Version} is used as it is"
            );
        }

        return Release(PlanSubject.Controller, wanted.Name, wanted.Chart.Version, wanted.Hash, found.Controller);
    }

    private IEnumerable<PlanStep> Kro()
    {
        if (design.Kro is not { } wanted)
        {
            yield break;
        }

        if (found.Kro is { Ours: null } foreign)
        {
            yield return foreign.Version.Length > 0
            && !ClusterVersions.AtLeast(foreign.Version, ClusterVersions.OldestKro)
                ? new PlanStep(
                    PlanStepKind.Refuse,
                    PlanSubject.Kro,
                    wanted.Name,
                    $"the cluster has KRO {foreign.Version}, which deskrun doesn't own; kar needs "
                        + $"{ClusterVersions.OldestKro} or newer: upgrade it"
                )
                : new PlanStep(
                    PlanStepKind.Keep,
                    PlanSubject.Kro,
                    wanted.Name,
                    $"somebody else's KRO {foreign.Version} is used as it is".Replace("  ", " ")
                );
            yield break;
        }

        yield return Release(PlanSubject.Kro, wanted.Name, wanted.Chart.Version, wanted.Hash, found.Kro?.Ours);
    }

    private PlanStep ScaleSet(ScaleSetRelease wanted)
    {
        var there = found.ScaleSets.FirstOrDefault(each => each.Name == wanted.Name);
        if (there is { Ours: null })
        {
            return Foreign(wanted, there);
        }

        if (there is { LostNumber: { } number, Ours.State: not ReleaseState.Removing })
        {
            return new PlanStep(
                PlanStepKind.Change,
                PlanSubject.ScaleSet,
                wanted.Name,
                $"the service has lost its scale set (number {number}); it is made anew"
            );
        }

        if (there is { IsTakenAway: true, Ours.State: ReleaseState.Applied })
        {
            return new PlanStep(
                PlanStepKind.Change,
                PlanSubject.ScaleSet,
                wanted.Name,
                "its AutoscalingRunnerSet was deleted; it is made anew"
            );
        }

        return there is { Installation: { } other } && other != wanted.Installation
            ? new PlanStep(
                PlanStepKind.Change,
                PlanSubject.ScaleSet,
                wanted.Name,
                $"it moves from the installation {other} to {wanted.Installation}"
            )
            : Release(PlanSubject.ScaleSet, wanted.Name, wanted.Chart.Version, wanted.Hash, there?.Ours);
    }

    private PlanStep Foreign(ScaleSetRelease wanted, ScaleSetFound there)
    {
        var owner = there.Owner ?? "somebody else";
        if (there.ConfigUrl is not { } url || !SameUrl(url, wanted.ConfigUrl))
        {
            return new PlanStep(
                PlanStepKind.Refuse,
                PlanSubject.ScaleSet,
                wanted.Name,
                $"the name is taken by {owner}, for {there.ConfigUrl ?? "an unknown URL"} instead of {wanted.ConfigUrl}; "
                    + "give the installation another name, or another namespace with: deskrun cluster configure --namespace"
            );
        }

        if (there.OtherRelease is { } other)
        {
            return new PlanStep(
                PlanStepKind.Refuse,
                PlanSubject.ScaleSet,
                wanted.Name,
                $"it is there already, for the same URL, and belongs to the Helm release {other}. Helm would take it away "
                    + "again with that release, so it can't be taken over under another name; remove that release (helm "
                    + $"uninstall {other.Split('/')[^1]} --namespace {other.Split('/')[0]}), or give the installation "
                    + "another name"
            );
        }

        return adopt
            ? new PlanStep(
                PlanStepKind.Adopt,
                PlanSubject.ScaleSet,
                wanted.Name,
                $"it was made by {owner} for the same URL"
            )
            : new PlanStep(
                PlanStepKind.Refuse,
                PlanSubject.ScaleSet,
                wanted.Name,
                $"it is there already, made by {owner} for the same URL; take it over with --adopt, or give the "
                    + "installation another name"
            );
    }

    private static PlanStep Release(
        PlanSubject subject,
        string name,
        string version,
        string hash,
        ReleaseFound? there
    ) =>
        there switch
        {
            null => new PlanStep(PlanStepKind.Create, subject, name, $"chart {version}"),
            { State: ReleaseState.Applying } => new PlanStep(
                PlanStepKind.Change,
                subject,
                name,
                "an interrupted command left it half made"
            ),
            { State: ReleaseState.Removing } => new PlanStep(
                PlanStepKind.Create,
                subject,
                name,
                "its removal was interrupted; that is completed first"
            ),
            _ when there.Version != version => new PlanStep(
                PlanStepKind.Change,
                subject,
                name,
                $"chart {there.Version} → {version}"
            ),
            _ when there.Hash != hash => new PlanStep(PlanStepKind.Change, subject, name, "its values changed"),
            _ => new PlanStep(PlanStepKind.Keep, subject, name, ""),
        };

    private static bool SameUrl(string one, string other) =>
        string.Equals(one.TrimEnd('/'), other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
