namespace Deskrun.KarBench;

/// <summary>Two hundred kars on one API server against one alone.</summary>
internal static class CrowdFigures
{
    private static readonly TimeSpan _job = TimeSpan.FromSeconds(5);

    public static async Task ShowAsync(TestCluster cluster, int count)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus(), cluster);
        var crowd = new Crowd(stage, _job);
        var alone = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            alone.Add((await crowd.RunAsync(1)).Cpu);
        }

        var single = Figures.Median(alone);
        var all = await crowd.RunAsync(count);
        var what = $"{count} kars, 10 started a second";
        var refused = all.Requests.Count(r => r.Code >= 400);
        var watches = all.Requests.Count(r => r.Verb == "watch") / (double)count;
        Figures.Row($"{what}: failed requests", $"{refused}", "0", refused == 0);
        Figures.Row($"{what}: kars that ended badly", $"{all.Failed}", "0", all.Failed == 0);
        Figures.Row($"{what}: watches a kar", Figures.Number(watches, "", 2).Trim(), "1", watches <= 1);
        Figures.Row(
            $"{what}: requests a kar",
            Figures.Number(all.Requests.Count / (double)count, "", 2).Trim(),
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
