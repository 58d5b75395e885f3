namespace Deskrun.KarBench;

/// <summary>Two hundred kars on one API server against one alone.</summary>
internal static class CrowdFigures
{
    private static readonly TimeSpan _job = TimeSpan.FromSeconds(5);

    public static async Task ShowAsync(TestCluster cluster, int count)
    {
        await ShowAsync(cluster, count, byChild: false, "contract", watched: 1);
        await ShowAsync(cluster, count, byChild: true, "child", watched: 2);
    }

    private static async Task ShowAsync(TestCluster cluster, int count, bool byChild, string route, int watched)
    {
        var graph = byChild ? TestGraphs.ByChild() : TestGraphs.ByStatus();
        await using var stage = await Stage.SetAsync(graph, cluster);
        var crowd = new Crowd(stage, _job, byChild);
        var alone = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            alone.Add((await crowd.RunAsync(1)).Cpu);
        }

        var single = Figures.Median(alone);
        var all = await crowd.RunAsync(count);
        var what = $"{count} kars by the {route} route, 10 started a second";
        var refused = all.Requests.Where(r => r.Code >= 400).ToList();
        var kinds = all
            .Requests.GroupBy(r => $"{r.Verb} {(r.Resource.Length > 0 ? r.Resource : r.Uri)}")
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key} {Figures.Number(g.Count() / (double)count, "", 2).Trim()}");
        var watches = all.Requests.Count(r => r.Verb == "watch") / (double)count;
        var failures = string.Join(", ", refused.Select(r => $"{r.Code} {r.Verb} {r.Uri}").Take(3));
        Figures.Row($"{what}: failed requests", $"{refused.Count} {failures}".Trim(), "0", refused.Count == 0);
        Figures.Row($"{what}: kars that ended badly", $"{all.Failed}", "0", all.Failed == 0);
        Figures.Row($"{what}: watches a kar", Figures.Number(watches, "", 2).Trim(), $"{watched}", watches <= watched);
        Figures.Row($"{what}: warnings", $"{all.Warnings.Count} {all.Warnings.FirstOrDefault()}".Trim(), "", null);
        Figures.Row(
            $"{what}: requests a kar",
            $"{Figures.Number(all.Requests.Count / (double)count, "", 2).Trim()}: {string.Join(", ", kinds)}",
            "",
            null
        );
        Figures.Row(
            $"{what}: CPU a kar, against one alone",
            $"{Figures.Number(all.Cpu, "s", 3)} / {Figures.Number(single, "s", 3)} = {Figures.Number(all.Cpu / single, "", 2).Trim()}",
            "≤ 1.5",
            all.Cpu <= 1.5 * single
        );
    }
}
