using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Kro;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Commands.Clusters.Kinds;
using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations;
using Deskrun.Installations;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>Makes one cluster be as the configuration says.</summary>
internal sealed class ClusterReconcile(
    CliContext context,
    InstallationHome home,
    ClusterAccess access,
    ClusterTools tools
)
{
    /// <summary>Reads, plans, prints, and unless it is a dry run carries out.</summary>
    public async Task<ClusterApplied> RunAsync(ClusterApplyOptions options, CancellationToken cancellation)
    {
        var document = home.Configuration.Load();
        var settings = document.Cluster;
        var here = document
            .Installations.Where(each => ClusterPlace.Has(each) && IsHere(ClusterPlace.Of(each)))
            .ToList();
        var acted = here.Where(each => options.Only?.Contains(each.Name) ?? true).ToList();
        Check(acted);
        var usesKro = acted.Exists(each => RunnerModes.Parse(each.Mode) == RunnerMode.Kro);
        var reading = await tools.ReadAsync(settings, usesKro, cancellation);
        var design = await DesignAsync(acted, settings, reading, cancellation);
        var plan = ClusterPlan.Compare(design, Narrow(reading.Found, design, options.Only), options.Adopt);
        PlanText.Write(options.DryRun ? context.Terminal.Out : context.Terminal.Error, access.Context, plan);
        Refuse(plan, design, reading);
        var credentials = await new CredentialReader(context, home).ReadAsync(acted, reading, cancellation);
        var configured = here.Select(each => each.Name).ToHashSet();
        var changed = plan.Steps.Count(step => step.Kind != PlanStepKind.Keep);
        if (!options.DryRun)
        {
            changed += await CarryOutAsync(plan, design, reading, credentials, configured, settings, cancellation);
        }

        return new ClusterApplied(changed, plan.Steps.Count(step => step.Kind == PlanStepKind.Keep));
    }

    private async Task<int> CarryOutAsync(
        ClusterPlan plan,
        ClusterDesign design,
        ClusterReading reading,
        IReadOnlyDictionary<string, CredentialSecret> credentials,
        IReadOnlySet<string> configured,
        ClusterSettings settings,
        CancellationToken cancellation
    )
    {
        await LoadKarAsync(design, cancellation);

        // Nobody waits for helm's version when nothing is to be done.
        var helm = plan.IsEmpty ? null : await tools.HelmAsync(cancellation);
        var work = tools.Work(settings, helm);
        var applier = new ClusterApplier(work, design, reading, credentials, configured);
        if (!plan.IsEmpty || applier.OrphanSecrets().Count > 0)
        {
            await CheckRightsAsync(plan, reading, settings, cancellation);
            await applier.ApplyAsync(plan, now: false, cancellation);
        }

        var renewed = await applier.RenewSecretsAsync(cancellation);
        if (
            renewed.Count > 0
            && !ClusterVersions.AtLeast(design.Controller.Chart.Version, ClusterVersions.ArcWithRotation)
        )
        {
            var names = design.ScaleSets.Where(each => renewed.Contains(each.Installation)).Select(each => each.Name);
            await ListenerRestart.RunAsync(work, design.Controller.Namespace, names.ToHashSet(), cancellation);
        }

        return renewed.Count;
    }

    private async Task<ClusterDesign> DesignAsync(
        IReadOnlyList<Installation> acted,
        ClusterSettings settings,
        ClusterReading reading,
        CancellationToken cancellation
    )
    {
        var user = context.Variable("HOME") ?? "";
        var facts = await ClusterFactsReader.ReadAsync(acted, settings, access.Backend, user, cancellation);
        return ClusterDesign.Of(
            acted,
            settings,
            facts with
            {
                Controller = reading.Controller,
                ServerVersion = reading.ServerVersion,
                Plurals = await ServedPlurals.ReadAsync(access.Client, facts.Templates.Values, cancellation),
            }
        );
    }

    /// <summary>A node of the kind cluster pulls nothing that was made on this machine.</summary>
    private async Task LoadKarAsync(ClusterDesign design, CancellationToken cancellation)
    {
        if (access.Backend == BackendNames.Kind && design.ScaleSets.Any(each => each.Mode == RunnerMode.Kro))
        {
            var kind = new KindTools(context, home, home.Configuration.Load());
            if (await KarLoading.EnsureAsync(kind, cancellation) is { } loaded)
            {
                context.Terminal.Error.WriteLine($"loaded {loaded} into the node");
            }
        }
    }

    private bool IsHere(ClusterPlace place) =>
        place.Backend == access.Backend && (place.Context is null || place.Context == access.Context);

    private static void Check(IReadOnlyList<Installation> acted)
    {
        var problems = acted
            .SelectMany(each => InstallationRules.Problems(each).Select(problem => $"{each.Name}: {problem}"))
            .ToList();
        if (problems.Count > 0)
        {
            throw new CliException(ExitCodes.Usage, string.Join(Environment.NewLine, problems));
        }
    }

    /// <summary>With a choice of installations, those of the others are neither changed nor removed.</summary>
    private static ClusterFound Narrow(ClusterFound found, ClusterDesign design, IReadOnlyCollection<string>? only)
    {
        var wanted = design.ScaleSets.Select(each => each.Name).ToHashSet();
        return only is null
            ? found
            : found with
            {
                ScaleSets =
                [
                    .. found.ScaleSets.Where(each =>
                        wanted.Contains(each.Name) || only.Contains(each.Installation ?? "")
                    ),
                ],
            };
    }

    private static void Refuse(ClusterPlan plan, ClusterDesign design, ClusterReading reading)
    {
        if (plan.Refusals.Any())
        {
            throw new CliException(
                ExitCodes.Usage,
                $"{PlanText.Refusals(plan)}{Environment.NewLine}Nothing was changed."
            );
        }

        var wanted = design.Controller;
        if (
            !wanted.IsForeign
            && reading.Found.Controller is { } there
            && there.Version != wanted.Chart.Version
            && reading.Records.Values.Any(each => each.Installation is not null)
        )
        {
            throw new CliException(
                ExitCodes.Usage,
                $"the controller is {there.Version}, and the configuration asks for {wanted.Chart.Version}. ARC "
                    + "deletes scale sets of another version than its own, so that takes a drain: deskrun upgrade. "
                    + "Nothing was changed."
            );
        }
    }

    private async Task CheckRightsAsync(
        ClusterPlan plan,
        ClusterReading reading,
        ClusterSettings settings,
        CancellationToken cancellation
    )
    {
        var missing = await ClusterRights.MissingAsync(
            access.Client,
            plan,
            settings.Namespace,
            reading.HasNamespace,
            cancellation
        );
        if (missing.Count > 0)
        {
            throw new CliException(
                ExitCodes.Environment,
                $"the user of context {access.Context} lacks rights; these rules give them:{Environment.NewLine}  "
                    + string.Join($"{Environment.NewLine}  ", missing)
                    + $"{Environment.NewLine}Nothing was changed."
            );
        }
    }
}
