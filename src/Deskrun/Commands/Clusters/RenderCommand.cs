using System.CommandLine;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Commands.Clusters.Rendered;
using Deskrun.Commands.Installations;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Commands.Clusters;

/// <summary><c>deskrun render [NAME]</c>: what <c>up</c> would put into a cluster, without any cluster. Never a secret.</summary>
internal static class RenderCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string?>("name")
        {
            Description = "Only this installation.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var backend = new Option<string?>("--backend")
        {
            Description = "As if the installations were on this backend: kind or kubernetes. Default: their own.",
            HelpName = "kind|kubernetes",
        };
        backend.AcceptOnlyFromAmong(BackendNames.Kind, BackendNames.Kubernetes);
        var values = new Option<bool>("--values") { Description = "Only the Helm values of the scale sets." };
        var manifests = new Option<bool>("--manifests") { Description = "Only what is applied before the releases." };
        var plan = new Option<bool>("--plan") { Description = "Only the steps on an empty cluster." };
        var images = new Option<bool>("--images") { Description = "Only the images, for a mirror." };
        var output = OutputOption.Create("yaml", "json");
        var command = new Command("render", "Print what up would put into a cluster; no cluster is asked.")
        {
            name,
            backend,
            values,
            manifests,
            plan,
            images,
            output,
        };
        command.SetClusterAction(
            async (parse, cancellation) =>
            {
                var document = new InstallationHome(context).Configuration.Load();
                List<Func<ClusterDesign, IEnumerable<JsonObject>>> parts = [];
                if (parse.GetValue(plan))
                {
                    parts.Add(RenderParts.Plan);
                }

                if (parse.GetValue(values))
                {
                    parts.Add(RenderParts.Values);
                }

                if (parse.GetValue(manifests))
                {
                    parts.Add(RenderParts.Manifests);
                }

                if (parse.GetValue(images))
                {
                    parts.Add(RenderParts.Images);
                }

                var designs = await DesignsAsync(
                    context,
                    document,
                    parse.GetValue(name),
                    parse.GetValue(backend),
                    cancellation
                );
                var documents = designs
                    .SelectMany(design =>
                        parts.Count == 0 ? RenderParts.All(design) : parts.SelectMany(part => part(design))
                    )
                    .ToList();
                context.Terminal.Out.Write(
                    parse.GetValue(output) == "json"
                        ? new JsonArray([.. documents.Select(each => each.DeepClone())]).ToJsonString() + "\n"
                        : KubeYamlText.WriteAll(documents)
                );
                return Problems(context, designs) ? ExitCodes.Usage : ExitCodes.Success;
            }
        );
        return command;
    }

    private static bool Problems(CliContext context, IReadOnlyList<ClusterDesign> designs)
    {
        var problems = designs.SelectMany(design => design.Problems).ToList();
        foreach (var problem in problems)
        {
            context.Terminal.Error.WriteLine(
                problem.Installation.Length > 0 ? $"{problem.Installation}: {problem.Message}" : problem.Message
            );
        }

        return problems.Count > 0;
    }

    private static async Task<IReadOnlyList<ClusterDesign>> DesignsAsync(
        CliContext context,
        ConfigurationDocument document,
        string? name,
        string? backend,
        CancellationToken cancellation
    )
    {
        if (name is not null && document.Find(name) is null)
        {
            throw new CliException(ExitCodes.Usage, UnknownName.Message(name, document));
        }

        var chosen = document
            .Installations.Where(each => name is null || each.Name == name)
            .Select(each => backend is null ? each : each with { Backend = backend })
            .ToList();
        var there = chosen.Where(each => each.Backend != BackendNames.Local).ToList();
        if (there.Count == 0)
        {
            throw new CliException(
                ExitCodes.Usage,
                chosen.Count == 0
                    ? $"there are no installations; {Hints.AddOne}"
                    : $"{string.Join(", ", chosen.Select(each => each.Name))}: they live on this machine, and only clusters "
                        + "are rendered; see them as if they were on one with: deskrun render --backend kind"
            );
        }

        var designs = new List<ClusterDesign>();
        foreach (
            var cluster in there.GroupBy(each => (each.Backend, each.Backend == BackendNames.Kind ? "" : each.Context))
        )
        {
            var facts = await ClusterFactsReader.ReadAsync(
                [.. cluster],
                document.Cluster,
                cluster.Key.Backend,
                context.Variable("HOME") ?? "",
                context.Variable,
                cancellation
            );
            designs.Add(ClusterDesign.Of([.. cluster], document.Cluster, facts));
        }

        return designs;
    }
}
