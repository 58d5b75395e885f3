using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
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
        await Task.WhenAll(
            from each in Published
            from version in each.Versions
            select made.PushAsync(each.Chart, version)
        );
        return made;
    }

    private static (string Chart, string[] Versions)[] Published =>
        [
            ("gha-runner-scale-set-controller", ["0.13.1", "0.14.1", "0.14.2", "0.15.0", "0.15.1"]),
            ("gha-runner-scale-set", ["0.13.1", "0.14.1", "0.14.2", "0.15.0", "0.15.1"]),
            ("kro", ["0.9.3"]),
        ];

    private async Task PushAsync(string chart, string version)
    {
        var packed = folder.File($"{chart}-{version}.tgz");
        await PackAsync(Path.Combine(Folder, chart), chart, version, packed);
        await Programs.RunAsync(Tools.Need("helm"), "push", packed, Address, "--plain-http");
    }

    /// <summary>Packs a chart as Helm does, in another version.</summary>
    private static async Task PackAsync(string source, string chart, string version, string packed)
    {
        await using var zipped = new GZipStream(File.Create(packed), CompressionLevel.Fastest);
        await using var tar = new TarWriter(zipped);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file);
            if (Path.GetFileName(file) == "Chart.yaml")
            {
                text = Regex.Replace(text, "(?m)^(version|appVersion):.*$", $"$1: {version}");
            }

            var name = $"{chart}/{Path.GetRelativePath(source, file)}";
            await tar.WriteEntryAsync(
                new UstarTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                }
            );
        }
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
