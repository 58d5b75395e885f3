using Deskrun.Commands.Installations.Output;

namespace Deskrun.Commands.Clusters.Showing;

/// <summary>Writes reports for people.</summary>
internal static class ClusterReportText
{
    public static void Write(TextWriter writer, IReadOnlyList<ClusterReport> reports)
    {
        foreach (var report in reports)
        {
            writer.WriteLine(
                $"{report.Context}: {report.State}{(report.Server is { } version ? $", Kubernetes {version}" : "")}"
            );
            foreach (var node in report.Nodes)
            {
                writer.WriteLine(
                    $"  node {node.Name}: {node.State}{(node.Version is { } kubelet ? $", {kubelet}" : "")}"
                );
            }

            if (report.Server is not null)
            {
                writer.WriteLine($"  ARC {report.Arc ?? "is not there"}, KRO {report.Kro ?? "is not there"}");
            }

            foreach (var missing in report.Missing)
            {
                writer.WriteLine($"  ! {missing}");
            }

            if (report.ScaleSets.Count > 0)
            {
                writer.WriteLine();
                TextTable.Write(
                    writer,
                    ["SCALE SET", "INSTALLATION", "STATE", "URL"],
                    [
                        .. report.ScaleSets.Select(each =>
                            (IReadOnlyList<string>)[each.Name, each.Installation ?? "-", each.State, each.Url ?? "-"]
                        ),
                    ]
                );
            }
        }
    }
}
