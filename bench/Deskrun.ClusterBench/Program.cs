using Deskrun.ClusterBench;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Clusters.Tests.Seeing;
using Deskrun.KubeServer;

// Prints what the commands for clusters cost: Deskrun.ClusterBench PROGRAM CHARTS [quick]
// Needs the API server of eng/kube-assets, and helm on PATH.
if (args is not [var program, var charts, ..] || KubeAssets.Find() is null)
{
    Console.Error.WriteLine("usage: Deskrun.ClusterBench PROGRAM CHARTS [quick]; needs eng/kube-assets --build");
    return 2;
}

var (sets, runs) = args.Contains("quick") ? (4, 3) : (20, 10);
Console.WriteLine($"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before");
Console.WriteLine();
Console.WriteLine("| what | measured | budget | |");
Console.WriteLine("|---|---|---|---|");
await using var cluster = await TestCluster.StartAsync();
await ArcWorld.TeachAsync(cluster, Path.Combine(charts, "../Seeing/ArcWorld.cs"));
await StatusAsync();
await UpAsync();
await InterruptAsync();
return 0;

async Task StatusAsync()
{
    var space = await cluster.NewNamespaceAsync();
    using var client = cluster.Client();
    var world = new ArcWorld(client, space);
    await world.ControllerAsync();
    foreach (var index in Enumerable.Range(0, sets))
    {
        await world.ScaleSetAsync($"set-{index}", 10);
    }

    using var home = new Home(program, cluster, space, sets, charts);
    var median = await home.MedianAsync(runs, "status");
    Figures.Row(
        $"status of {sets} scale sets with {sets * 10} runners, median of {runs}",
        Figures.Number(median, "ms", 0),
        "≤ 1000 ms",
        median <= 1000
    );
}

async Task UpAsync()
{
    var space = await cluster.NewNamespaceAsync();
    await using var arc = new FakeArc(cluster, space);
    using var home = new Home(program, cluster, space, sets, charts);
    var first = await home.RunAsync("up");
    Figures.Row($"up, {sets} scale sets to make", Figures.Number(first / 1000, "s"), "", null);
    var median = await home.MedianAsync(runs, "up");
    Figures.Row(
        $"up with nothing to change, {sets} scale sets, median of {runs}",
        Figures.Number(median, "ms", 0),
        "≤ 3000 ms",
        median <= 3000
    );
}

async Task InterruptAsync()
{
    var space = await cluster.NewNamespaceAsync();
    await using var arc = new FakeArc(cluster, space);
    var interruptions = new Interruptions(
        (address, where, count) => new Home(program, cluster, where, count, charts, address)
    );
    Row("up, upgrade, down", await interruptions.ChangingAsync(space, Math.Min(sets, 8)));
    Row("every command, and no answer of the cluster", await interruptions.UnansweredAsync(space));

    static void Row(string what, Longest longest) =>
        Figures.Row(
            $"Ctrl+C → end of the command: {what}; longest of {longest.Count} ({longest.Which})",
            Figures.Number(longest.Milliseconds, "ms", 0),
            "≤ 2000 ms",
            longest.Milliseconds <= 2000
        );
}
