using System.Diagnostics;
using System.Text.Json.Nodes;
using Deskrun.KubeServer;
using Deskrun.Testing;

namespace Deskrun.ClusterBench;

/// <summary>A home with installations on the bench's cluster, and the program as its user starts it there.</summary>
internal sealed class Home : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string program;

    /// <param name="program">deskrun.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="space">The namespace of everything.</param>
    /// <param name="installations">How many there are.</param>
    /// <param name="charts">The folder of the charts.</param>
    /// <param name="address">Another way to the cluster, or to what only looks like it.</param>
    public Home(
        string program,
        TestCluster cluster,
        string space,
        int installations,
        string charts,
        Uri? address = null
    )
    {
        this.program = program;
        cluster.WriteKubeconfig(folder.File("kubeconfig"), $"bench-{space}", ["system:masters"], space, address);
        var all = new JsonObject();
        foreach (var index in Enumerable.Range(0, installations))
        {
            all[$"set-{index}"] = new JsonObject
            {
                ["Repository"] = "http://127.0.0.1:9/owner/repo",
                ["Backend"] = "kubernetes",
                ["Context"] = "test",
                ["ContainerMode"] = "kubernetes",
                ["MinRunners"] = 0,
                ["MaxRunners"] = 10,
                ["AuthValue"] = "bench",
            };
        }

        var settings = new JsonObject { ["Namespace"] = space, ["ArcCharts"] = charts };
        folder.Write(
            "home/config.json",
            new JsonObject { ["cluster"] = settings, ["installations"] = all }.ToJsonString()
        );
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Milliseconds that a command takes.</summary>
    public async Task<double> RunAsync(params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        clock.Stop();
        return process.ExitCode == 0
            ? clock.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException(
                $"{string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}{await output}"
            );
    }

    /// <summary>Milliseconds from Ctrl+C to the end of a command; null when it had ended before.</summary>
    /// <param name="after">When Ctrl+C is pressed.</param>
    /// <param name="arguments">The command line.</param>
    public async Task<double?> InterruptAsync(TimeSpan after, params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var early = new CancellationTokenSource(after, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(early.Token);
            return null;
        }
        catch (OperationCanceledException)
        {
            using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
            var clock = Stopwatch.StartNew();
            await process.WaitForExitAsync();
            var took = clock.Elapsed.TotalMilliseconds;
            await Task.WhenAll(output, errors);
            return took;
        }
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder.Path;
        start.Environment["DESKRUN_HOME"] = folder.File("home");
        start.Environment["KUBECONFIG"] = folder.File("kubeconfig");
        return Process.Start(start)!;
    }

    public async Task<double> MedianAsync(int runs, params string[] arguments)
    {
        var all = new List<double>();
        foreach (var _ in Enumerable.Range(0, runs))
        {
            all.Add(await RunAsync(arguments));
        }

        return Figures.Median(all);
    }
}
