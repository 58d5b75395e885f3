using System.CommandLine;
using Deskrun.Commands.Clusters.Kinds;
using Deskrun.Commands.Clusters.Showing;
using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Output;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Commands.Clusters;

/// <summary><c>deskrun cluster status</c>: how the clusters are, and what is missing there.</summary>
internal static class ClusterStatusCommand
{
    public static Command Create(CliContext context)
    {
        var kubeContext = new Option<string?>("--context")
        {
            Description =
                "Look at this kubectl context. Default: the clusters that installations name, else the local one.",
            HelpName = "NAME",
        };
        var output = OutputOption.Create(ResultWriter.Formats);
        var command = new Command(
            "status",
            "Show the clusters: version, nodes, ARC, KRO, scale sets, and what is missing."
        )
        {
            kubeContext,
            output,
        };
        command.SetClusterAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var document = home.Configuration.Load();
                var reports = new List<ClusterReport>();
                foreach (var (backend, name) in Places(document, parse.GetValue(kubeContext)))
                {
                    reports.Add(await AskAsync(context, home, document, backend, name, cancellation));
                }

                ResultWriter.Write(
                    context.Terminal.Out,
                    parse.GetValue(output)!,
                    [.. reports],
                    ClusterReportJson.Default.ClusterReportArray,
                    ClusterReportText.Write
                );
                return reports.All(report => report.Server is not null) ? ExitCodes.Success : ExitCodes.Environment;
            }
        );
        return command;
    }

    private static IEnumerable<(string Backend, string? Context)> Places(ConfigurationDocument document, string? only)
    {
        if (only is not null)
        {
            return only == ClusterAccess.KindContext(document.ClusterName)
                ? [(BackendNames.Kind, null)]
                : [(BackendNames.Kubernetes, only)];
        }

        var named = document
            .Installations.Where(each => each.Backend != BackendNames.Local)
            .Select(each => (each.Backend, each.Backend == BackendNames.Kubernetes ? each.Context : null))
            .Distinct()
            .ToList();
        return named.Count > 0 ? named : [(BackendNames.Kind, null)];
    }

    private static async Task<ClusterReport> AskAsync(
        CliContext context,
        InstallationHome home,
        ConfigurationDocument document,
        string backend,
        string? name,
        CancellationToken cancellation
    )
    {
        var reporter = new ClusterReporter(context, home, document);
        if (backend == BackendNames.Kind)
        {
            return await new KindReporter(new KindTools(context, home, document), reporter).AskAsync(cancellation);
        }

        try
        {
            return await reporter.AskAsync(backend, name, cancellation);
        }
        catch (Exception failed) when (failed is KubeException or CliException)
        {
            return new ClusterReport
            {
                Backend = backend,
                Context = name ?? "",
                State = failed is KubeException { Unanswered: true } ? "silent" : "unknown",
                Namespace = document.Cluster.Namespace,
                Missing = [failed.Message],
            };
        }
    }
}
