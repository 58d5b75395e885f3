using System.Diagnostics;
using System.Net.Sockets;
using Deskrun.KubeServer;
using Deskrun.Testing;

namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>A real OCI registry on loopback with the charts of the tests in several versions.</summary>
internal sealed class ChartRegistry : IDisposable
{
    private const string Script = """
        "$@" </dev/null >/dev/null 2>&1 &
        pid=$!
        cat >/dev/null
        kill -9 $pid 2>/dev/null
        wait $pid 2>/dev/null
        """;

    private static readonly Lazy<Task<ChartRegistry>> SharedRegistry = new(StartAsync);
    private readonly TempFolder folder = new();
    private readonly int port = FreePort.Next();
    private readonly Process shell;

    private ChartRegistry()
    {
        var program = Need.Program("docker-registry", "eng/cluster-tools --install");
        var config = folder.Write(
            "registry.yml",
            $$"""
            version: 0.1
            log: {level: error}
            storage:
              filesystem: {rootdirectory: {{folder.File("data")}}}
            http: {addr: "127.0.0.1:{{port}}"}
            """
        );
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", program, "serve", config])
        {
            RedirectStandardInput = true,
        };
        shell = Process.Start(start)!;
    }

    /// <summary>The address of the charts.</summary>
    public string Address => $"oci://127.0.0.1:{port}/charts";

    /// <summary>The folder of the charts as they lie in the tree.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Charts");

    /// <summary>The registry that all tests share; it goes with the process.</summary>
    public static Task<ChartRegistry> SharedAsync() => SharedRegistry.Value;

    public void Dispose()
    {
        shell.StandardInput.Close();
        shell.WaitForExit(TimeSpan.FromSeconds(10));
        shell.Dispose();
        folder.Dispose();
    }

    private static async Task<ChartRegistry> StartAsync()
    {
        var made = new ChartRegistry();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => made.Dispose();
        await made.WaitAsync();
        var packed = made.folder.File("packed");
        foreach (var (chart, versions) in Published)
        {
            foreach (var version in versions)
            {
                await made.PushAsync(chart, version, packed);
            }
        }

        return made;
    }

    private static (string Chart, string[] Versions)[] Published =>
        [
            ("gha-runner-scale-set-controller", ["0.13.1", "0.14.1", "0.14.2"]),
            ("gha-runner-scale-set", ["0.13.1", "0.14.1", "0.14.2"]),
            ("kro", ["0.9.3"]),
        ];

    private async Task PushAsync(string chart, string version, string packed)
    {
        var helm = Tools.Need("helm");
        var source = Path.Combine(Folder, chart);
        await Programs.RunAsync(helm, "package", source, "--version", version, "--app-version", version, "-d", packed);
        await Programs.RunAsync(helm, "push", Path.Combine(packed, $"{chart}-{version}.tgz"), Address, "--plain-http");
    }

    private async Task WaitAsync()
    {
        using var longest = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", port, longest.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, longest.Token);
            }
        }
    }
}
