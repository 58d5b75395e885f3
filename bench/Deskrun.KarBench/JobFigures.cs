namespace Deskrun.KarBench;

/// <summary>One short job at a time.</summary>
internal static class JobFigures
{
    public static async Task ShowAsync(TestCluster cluster, int runs)
    {
        var status = await RunAsync(cluster, TestGraphs.ByStatus(), byChild: false, runs);
        var cpu = Figures.Median(status.Select(r => r.Cpu));
        var peak = status.Max(r => r.PeakMiB);
        Row("process start → instance accepted, TLS, median (least–most) of", r => r.Accepted, 70);
        Row("end event of the job → delete request, median (least–most) of", r => r.Deletion, 15);
        Figures.Row($"one short job, peak RSS, largest of {runs}", Figures.Number(peak, "MiB"), "≤ 20 MiB", peak <= 20);
        Figures.Row($"one short job, CPU, median of {runs}", Figures.Number(cpu, "s", 3), "≤ 0.08 s", cpu <= 0.08);
        Requests("status contract", status, 8);
        Requests("child", await RunAsync(cluster, TestGraphs.ByChild(), byChild: true, Math.Min(3, runs)), 10);

        void Row(string what, Func<JobRun, double> measure, int budget)
        {
            var all = status.Select(measure).Order().ToList();
            var median = Figures.Median(all);
            var figure =
                $"{Figures.Number(median, "ms")} ({Figures.Number(all[0], "").Trim()}–{Figures.Number(all[^1], "").Trim()})";
            Figures.Row($"{what} {runs}", figure, $"≤ {budget} ms", median <= budget);
        }
    }

    private static async Task<List<JobRun>> RunAsync(TestCluster cluster, JsonObject graph, bool byChild, int runs)
    {
        await using var stage = await Stage.SetAsync(graph, cluster);

        // The first one warms the files and the server, and does not count.
        await JobRun.RunAsync(stage, byChild);
        var all = new List<JobRun>();
        for (var i = 0; i < runs; i++)
        {
            all.Add(await JobRun.RunAsync(stage, byChild));
        }

        return all;
    }

    private static void Requests(string route, IReadOnlyList<JobRun> runs, int budget)
    {
        var most = runs.MaxBy(r => r.Requests.Count)!.Requests;
        var list = string.Join(", ", most.Select(r => $"{r.Verb} {(r.Resource.Length > 0 ? r.Resource : r.Uri)}"));
        var what = $"requests of one job by the {route} route, most of {runs.Count}";
        Figures.Row(what, $"{most.Count}: {list}", $"≤ {budget}", most.Count <= budget);
    }
}
