using System.ComponentModel;
using Deskrun.Backends.Cluster.Tools;

namespace Deskrun.Backends.Cluster.Helm;

/// <summary>Runs Helm once.</summary>
internal static class HelmRun
{
    public static async Task<ToolOutput> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        HelmHost host,
        CancellationToken cancellation
    )
    {
        var call = new ToolCall(program, arguments)
        {
            // The kubeconfig that our own client reads, whatever the process has been started with.
            Environment = new Dictionary<string, string?>
            {
                ["KUBECONFIG"] = host.Variable("KUBECONFIG"),
                ["HELM_DEBUG"] = null,
            },
            Longest = host.Longest,
            Grace = host.Grace,
            Time = host.Time,
        };
        try
        {
            return await call.RunAsync(cancellation);
        }
        catch (TimeoutException late)
        {
            throw new HelmException(HelmFailureKind.TimedOut, $"helm {arguments[0]} {late.Message}");
        }
        catch (Win32Exception failed)
        {
            throw new HelmException(
                HelmFailureKind.Missing,
                $"{program} can't be started: {failed.Message}. {HelmProgram.WayToGetIt}",
                failed
            );
        }
    }
}
