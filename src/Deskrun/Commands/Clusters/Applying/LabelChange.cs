using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Adding;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Installations;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>
/// Gives the service the labels of scale sets whose labels changed: ARC tells them when it makes a scale set and never
/// again. Done before Helm changes anything, so that an interrupted command is completed by the next one.
/// </summary>
internal sealed class LabelChange(CliContext context, InstallationHome home)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Changes them. Without changed labels nobody is asked.</summary>
    /// <exception cref="CliException">The service can't be asked, or refuses.</exception>
    public async Task BringAsync(PreparedPlan prepared, CancellationToken cancellation)
    {
        var changed = prepared
            .Plan.Steps.Where(step => step is { Subject: PlanSubject.ScaleSet, Kind: not PlanStepKind.Remove })
            .Where(step => step.Kind != PlanStepKind.Keep)
            .Select(step => prepared.Design.ScaleSets.First(each => each.Name == step.Name))
            .Select(release => (release.Installation, release.Name, Number: NumberOf(prepared, release)))
            .Where(each => each.Number is not null)
            .GroupBy(each => each.Installation);
        foreach (var sets in changed)
        {
            var installation = prepared.Acted.First(each => each.Name == sets.Key);
            await BringAsync(installation, [.. sets.Select(each => (each.Name, each.Number!.Value))], cancellation);
        }
    }

    /// <summary>
    /// The number of a set that ARC registered with other labels than it is to have; null for others. One that is made
    /// anew gets them from ARC.
    /// </summary>
    private static int? NumberOf(PreparedPlan prepared, ScaleSetRelease wanted)
    {
        var there = prepared.Reading.ScaleSets.FirstOrDefault(each => each.Name() == wanted.Name);
        var lost = prepared.Reading.Found.ScaleSets.Any(each =>
            each.Name == wanted.Name && each.LostNumber is not null
        );
        return
            there is not null
            && !lost
            && there.Text("metadata", "deletionTimestamp") is null
            && !Labels(there.At("spec", "runnerScaleSetLabels")).SetEquals(Labels(wanted.Values["scaleSetLabels"]))
            && int.TryParse(there.Annotation(ArcKinds.ScaleSetIdAnnotation), out var number)
            ? number
            : null;
    }

    private static HashSet<string> Labels(JsonNode? list) =>
        (list as JsonArray ?? []).Select(each => each.Text() ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);

    private async Task BringAsync(
        Installation installation,
        IReadOnlyList<(string Name, int Number)> sets,
        CancellationToken cancellation
    )
    {
        var unanswered = await new ServiceQuestion(context, home).AskAsync(
            installation,
            Patience,
            async (service, limit) =>
            {
                foreach (var (name, number) in sets)
                {
                    if (await service.GetScaleSetAsync(number, limit) is { } found)
                    {
                        await ChangeAsync(service, found, [name, .. installation.Labels], limit);
                    }
                }
            },
            cancellation
        );
        if (unanswered is not null)
        {
            throw new CliException(
                ExitCodes.Service,
                $"the labels of {string.Join(", ", sets.Select(each => each.Name))} can't be changed at {installation.Repository}: {unanswered.Cause}"
                    + $"{Environment.NewLine}ARC gives them only to a scale set that it makes: deskrun remove "
                    + $"{installation.Name}, then deskrun add; or try again later. The cluster was not changed.",
                unanswered.Failure
            );
        }
    }

    private async Task ChangeAsync(
        ActionsServiceClient service,
        RunnerScaleSet found,
        IReadOnlyList<string> wanted,
        CancellationToken cancellation
    )
    {
        var labels = wanted.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (found.Labels is { } kept && kept.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(labels))
        {
            return;
        }

        var update = new ScaleSetUpdate { Labels = labels };
        var changed = await service.UpdateScaleSetAsync(found.Id, update, cancellation);
        context.Terminal.Error.WriteLine($"{found.Name}: jobs reach it by {string.Join(", ", labels)} now");
        foreach (var warning in changed.Warnings)
        {
            context.Terminal.Error.WriteLine($"warning: {warning}");
        }
    }
}
