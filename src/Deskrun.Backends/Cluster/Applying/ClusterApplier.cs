using System.Collections.Concurrent;
using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Carries a plan out.</summary>
/// <param name="work">What to act with.</param>
/// <param name="design">What should be there.</param>
/// <param name="reading">What was there when the plan was made.</param>
/// <param name="credentials">The credentials by installation; one that is missing leaves its Secret as it is.</param>
/// <param name="configured">Every installation of this cluster, those that are not acted on included.</param>
public sealed class ClusterApplier(
    ApplyWork work,
    ClusterDesign design,
    ClusterReading reading,
    IReadOnlyDictionary<string, CredentialSecret> credentials,
    IReadOnlySet<string> configured
)
{
    /// <summary>Helm processes at one time.</summary>
    private const int AtOnce = 4;

    private readonly ConcurrentDictionary<string, ReleaseRecord> records = new(reading.Records);

    /// <summary>What is asked of the scale sets beside being applied.</summary>
    public ScaleSetCare Care { get; init; } = ScaleSetCare.Told;

    /// <summary>Does the steps of the plan, those of independent scale sets side by side.</summary>
    /// <param name="plan">The plan, without refusals.</param>
    /// <param name="now">Whether removals end running jobs.</param>
    /// <param name="cancellation">Ends it; the next plan goes on from there.</param>
    /// <exception cref="ApplyException">One or more steps failed; the others were done.</exception>
    public async Task ApplyAsync(ClusterPlan plan, bool now, CancellationToken cancellation)
    {
        if (plan.Refusals.Any())
        {
            throw new ArgumentException("a plan with refusals can't be carried out");
        }

        await Namespaces.EnsureAsync(work, work.Namespace, cancellation);
        var steps = plan.Steps.Where(step => step.Kind != PlanStepKind.Keep).ToList();
        var removed = steps.Where(step => step.Kind == PlanStepKind.Remove).Select(step => step.Name).ToHashSet();
        await AllAsync(removed, name => RemoveAsync(name, removed, now, cancellation), cancellation);
        await RemoveSecretsAsync(cancellation);
        foreach (var step in steps.Where(step => step.Subject is PlanSubject.Controller or PlanSubject.Kro))
        {
            await ReleaseAsync(step, cancellation);
        }

        var sets = steps
            .Where(step => step.Subject == PlanSubject.ScaleSet && step.Kind != PlanStepKind.Remove)
            .ToDictionary(step => step.Name);
        await AllAsync(sets.Keys, name => ScaleSetAsync(sets[name], cancellation), cancellation);
        if (Care != ScaleSetCare.Told)
        {
            return;
        }

        var unregistered = await Registration.MissingAsync(work, sets.Keys, cancellation);
        var made = sets.Values.Where(step => step.Kind == PlanStepKind.Create).Select(step => step.Name);
        await StrayListeners.SettleAsync(
            work,
            design.Controller.Namespace,
            made.Except(unregistered).ToHashSet(),
            cancellation
        );
        foreach (var missing in unregistered)
        {
            work.Tell(
                $"warning: ARC has not registered {missing} at GitHub after {work.Patience.Registered.TotalSeconds:0} s; "
                    + $"see: deskrun status {missing}"
            );
        }
    }

    /// <summary>Whether an interrupted removal left a credential that nothing belongs to.</summary>
    public bool HasOrphanSecrets => OrphanSecrets.Of(reading, configured, records.Values).Count > 0;

    /// <summary>Writes the credentials that differ from the Secrets of what is kept.</summary>
    /// <returns>The installations whose Secret was written.</returns>
    public async Task<IReadOnlyList<string>> RenewSecretsAsync(CancellationToken cancellation)
    {
        var written = new List<string>();
        foreach (var (installation, credential) in credentials)
        {
            if (
                records.Values.Any(each => each.Installation == installation)
                && !credential.IsIn(reading.Secrets.GetValueOrDefault(credential.Name))
                && await SecretApplier.ApplyAsync(work, credential, cancellation)
            )
            {
                written.Add(installation);
            }
        }

        return written;
    }

    private async Task RemoveAsync(string name, HashSet<string> removed, bool now, CancellationToken cancellation)
    {
        var record = records[name];
        work.Tell($"removing {name} …");

        await new ScaleSetRemover(work).RemoveAsync(record, now, Shared(name, removed), cancellation);
        records.TryRemove(name, out _);
    }

    private async Task RemoveSecretsAsync(CancellationToken cancellation)
    {
        foreach (var installation in OrphanSecrets.Of(reading, configured, records.Values))
        {
            await SecretApplier.RemoveAsync(work, installation, cancellation);
        }
    }

    private HashSet<ObjectReference> Shared(string name, HashSet<string> removed) =>
        [
            .. records
                .Values.Where(each => each.Release != name && !removed.Contains(each.Release))
                .SelectMany(each => each.Manifests),
            .. design
                .ScaleSets.Where(each => each.Name != name)
                .SelectMany(each => each.Manifests.Select(ObjectReference.Of)),
        ];

    private async Task ReleaseAsync(PlanStep step, CancellationToken cancellation)
    {
        work.Tell($"{(step.Kind == PlanStepKind.Create ? "installing" : "changing")} {step.Name} …");
        if (step.Subject == PlanSubject.Controller)
        {
            var controller = design.Controller;
            await new ReleaseApplier(work, controller.Name, controller.Namespace, controller.Chart).ApplyAsync(
                controller.Values,
                controller.Hash,
                records.GetValueOrDefault(controller.Name),
                cancellation
            );
        }
        else if (design.Kro is { } kro)
        {
            await new ReleaseApplier(work, kro.Name, kro.Namespace, kro.Chart).ApplyAsync(
                kro.Values,
                kro.Hash,
                records.GetValueOrDefault(kro.Name),
                cancellation
            );
        }
    }

    private async Task ScaleSetAsync(PlanStep step, CancellationToken cancellation)
    {
        var release = design.ScaleSets.First(each => each.Name == step.Name);
        var record = records.GetValueOrDefault(step.Name);
        if (record is { State: ReleaseState.Removing })
        {
            work.Tell($"completing the removal of {step.Name} …");
            await new ScaleSetRemover(work).RemoveAsync(record, false, Shared(step.Name, []), cancellation);
            records.TryRemove(step.Name, out record);
            record = null;
        }

        await TakeDownAsync(step.Name, record, cancellation);
        work.Tell($"{Verb(step.Kind)} {step.Name} …");
        await new ScaleSetApplier(work, release, Care, design.Controller.Namespace).ApplyAsync(
            credentials.GetValueOrDefault(release.Installation),
            record,
            Shared(step.Name, []),
            step.Kind == PlanStepKind.Adopt,
            cancellation
        );
    }

    /// <summary>What can't be changed any more goes first: Helm makes it anew.</summary>
    private async Task TakeDownAsync(string name, ReleaseRecord? record, CancellationToken cancellation)
    {
        if (record is null)
        {
            return;
        }

        if (reading.Found.ScaleSets.FirstOrDefault(each => each.Name == name) is { LostNumber: not null })
        {
            work.Tell($"taking down what is left of {name} …");
            await new LostScaleSetRemoval(work).RemoveAsync(record, cancellation);
        }
        else if (reading.ScaleSets.FirstOrDefault(each => each.Name() == name) is { } set && ArcPods.IsDeleted(set))
        {
            work.Tell($"waiting until {name} is taken down …");
            await new ScaleSetRemover(work).RemoveSetAsync(name, now: false, cancellation);
        }
    }

    private static string Verb(PlanStepKind kind) =>
        kind switch
        {
            PlanStepKind.Adopt => "taking over",
            PlanStepKind.Change => "changing",
            _ => "creating",
        };

    /// <summary>Does all of them, and tells every failure instead of the first alone.</summary>
    private static async Task AllAsync(
        IEnumerable<string> names,
        Func<string, Task> act,
        CancellationToken cancellation
    )
    {
        var failures = new ConcurrentQueue<Exception>();
        await Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (name, _) =>
            {
                try
                {
                    await act(name);
                }
                catch (Exception failed) when (ApplyFailures.IsExpected(failed))
                {
                    failures.Enqueue(failed);
                }
            }
        );
        if (!failures.IsEmpty)
        {
            throw new ApplyException(string.Join('\n', failures.Select(each => each.Message)), failures.First());
        }
    }
}
