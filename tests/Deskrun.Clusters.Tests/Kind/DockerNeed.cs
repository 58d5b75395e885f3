using System.Diagnostics;
using Deskrun.Testing;

namespace Deskrun.Clusters.Tests.Kind;

/// <summary>Docker as these tests need it: a daemon that answers. They never start one.</summary>
internal static class DockerNeed
{
    private const string Way =
        "export DOCKER_HOST=$(eng/docker-daemon start FOLDER), after eng/cluster-tools --install";

    public static async Task DaemonAsync()
    {
        Need.Program("docker", Way);
        Need.Condition((await RunAsync("version")).Code == 0, "a Docker daemon that answers", Way);
    }

    public static async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        using var process = Process.Start(
            new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, output + await errors);
    }
}
