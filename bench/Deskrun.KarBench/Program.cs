using Deskrun.KarBench;

// Prints the table of kar's budgets. Which kar: KAR_BINARY. Needs the API server of eng/kube-assets.
var binary = Environment.GetEnvironmentVariable("KAR_BINARY");
if (!File.Exists(binary))
{
    Console.Error.WriteLine("usage: KAR_BINARY=FILE Deskrun.KarBench [quick] [crowd]");
    return 2;
}

if (KubeAssets.Find() is null)
{
    Console.Error.WriteLine("there is no Kubernetes API server; to build it: eng/kube-assets --build");
    return 2;
}

var quick = args.Contains("quick");

// Wall times mean little where others compute, too.
var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
Console.WriteLine($"{Environment.ProcessorCount} cores, load {load} before, {binary}");
Console.WriteLine();
Console.WriteLine("| what | measured | budget | |");
Console.WriteLine("|---|---|---|---|");
var crowdAlone = args.Contains("crowd");
if (!crowdAlone)
{
    await ProgramFigures.ShowAsync(binary, quick ? 5 : 20);
}

await using var cluster = await TestCluster.StartAsync();
if (!crowdAlone)
{
    await JobFigures.ShowAsync(cluster, quick ? 3 : 10);
}

await CrowdFigures.ShowAsync(cluster, quick ? 20 : 200);
return 0;
