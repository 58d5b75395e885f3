using System.ComponentModel;
using Deskrun.Backends.Cluster.Tools;

namespace Deskrun.Backends.Cluster.Kind;

/// <summary>Runs kind, docker or podman once.</summary>
internal static class KindRun
{
    private static readonly string[] Handed = ["PATH", "HOME", "DOCKER_HOST", "KUBECONFIG"];

    public static async Task<ToolOutput> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        KindHost host,
        TimeSpan longest,
        CancellationToken cancellation
    )
    {
        // What the tests and the command's caller set must be what the program sees.
        var environment = Handed.ToDictionary(name => name, host.Variable);
        if (host.Provider is { } provider)
        {
            environment["KIND_EXPERIMENTAL_PROVIDER"] = provider;
        }

        var call = new ToolCall(program, arguments)
        {
            Environment = environment,
            Longest = longest,
            Grace = host.Grace,
            Time = host.Time,
        };
        try
        {
            return await call.RunAsync(cancellation);
        }
        catch (TimeoutException late)
        {
            var what = $"{Path.GetFileName(program)} {string.Join(' ', arguments.Take(2))}";
            throw new KindException(KindFailure.TimedOut, $"{what} {late.Message}");
        }
        catch (Win32Exception failed)
        {
            throw new KindException(KindFailure.Missing, $"{program} can't be started: {failed.Message}", failed);
        }
    }
}
