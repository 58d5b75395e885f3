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

/// <summary>Reads configuration and cluster and plans.</summary>
internal sealed class PlanPreparation(
    CliContext context,
    InstallationHome home,
    ClusterAccess access,
    ClusterTools tools
)
{
    /// <param name="options">Which installations, and whether others' releases become ours.</param>
    /// <param name="arcVersion">Another version than the configured one; null for that.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CliException">An installation is not valid.</exception>
    public async Task<PreparedPlan> RunAsync(
        ClusterApplyOptions options,
        string? arcVersion,
        CancellationToken cancellation
    )
    {
        var document = home.Configuration.Load();
        var settings = arcVersion is null ? document.Cluster : document.Cluster with { ArcVersion = arcVersion };
        var here = document
            .Installations.Where(each => ClusterPlace.Has(each) && IsHere(ClusterPlace.Of(each)))
            .ToList();
        var acted = here.Where(each => options.Only?.Contains(each.Name) ?? true).ToList();
        Check(acted);
        var usesKro = acted.Exists(each => RunnerModes.Parse(each.Mode) == RunnerMode.Kro);
        var reading = await tools.ReadAsync(settings, usesKro, cancellation);
        var design = await DesignAsync(acted, settings, reading, cancellation);
        reading = await new LostScaleSets(context, home, access.Client).MarkAsync(
            reading,
            acted,
            design.Controller.Namespace,
            cancellation
        );
        return new PreparedPlan(
            settings,
            acted,
            here.Select(each => each.Name).ToHashSet(),
            reading,
            design,
            ClusterPlan.Compare(design, Narrow(reading.Found, design, options.Only), options.Adopt)
        );
    }

    /// <summary>Asks for the rights that a plan needs.</summary>
    /// <exception cref="CliException">Some are missing; each is named as a rule.</exception>
    public async Task CheckRightsAsync(PreparedPlan prepared, CancellationToken cancellation)
    {
        var missing = await ClusterRights.MissingAsync(
            access.Client,
            prepared.Plan,
            prepared.Design,
            prepared.Settings.Namespace,
            prepared.Reading.HasNamespace,
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

    /// <summary>A node of the kind cluster pulls nothing that was made on this machine.</summary>
    public async Task LoadKarAsync(PreparedPlan prepared, CancellationToken cancellation)
    {
        if (
            access.Backend == BackendNames.Kind
            && prepared.Design.ScaleSets.Any(each => each.Mode == RunnerMode.Kro)
            && await KarLoading.EnsureAsync(new KindTools(context, home, home.Configuration.Load()), cancellation)
                is { } loaded
        )
        {
            context.Terminal.Error.WriteLine($"loaded {loaded} into the node");
        }
    }

    /// <exception cref="CliException">A step can't be done.</exception>
    public static void CheckRefusals(PreparedPlan prepared)
    {
        if (prepared.Plan.Refusals.Any())
        {
            throw new CliException(
                ExitCodes.Usage,
                $"{PlanText.Refusals(prepared.Plan)}{Environment.NewLine}Nothing was changed."
            );
        }
    }

    private async Task<ClusterDesign> DesignAsync(
        IReadOnlyList<Installation> acted,
        ClusterSettings settings,
        ClusterReading reading,
        CancellationToken cancellation
    )
    {
        var user = context.Variable("HOME") ?? "";
        var facts = await ClusterFactsReader.ReadAsync(
            acted,
            settings,
            access.Backend,
            user,
            context.Variable,
            cancellation
        );
        foreach (var warning in facts.Network.Warnings)
        {
            context.Terminal.Error.WriteLine($"warning: {warning}");
        }

        return ClusterDesign.Of(
            acted,
            settings,
            facts with
            {
                Controller = reading.Controller,
                ServerVersion = reading.ServerVersion,
                ApiAddresses = facts.Network is { HttpProxy: null, HttpsProxy: null }
                    ? []
                    : await ApiAddresses.ReadAsync(access.Client, cancellation),
                Plurals = await ServedPlurals.ReadAsync(access.Client, facts.Templates.Values, cancellation),
            }
        );
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
}
