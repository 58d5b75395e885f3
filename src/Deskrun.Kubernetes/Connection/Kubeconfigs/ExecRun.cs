using System.ComponentModel;
using System.Diagnostics;

namespace Deskrun.Kubernetes.Connection.Kubeconfigs;

/// <summary>Runs a plug-in once and returns what it printed.</summary>
internal static class ExecRun
{
    private const int MostErrorText = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static async Task<string> RunAsync(
        ExecPlugin plugin,
        TimeProvider timeProvider,
        CancellationToken cancellation
    )
    {
        using var timeout = new CancellationTokenSource(Longest, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var process = Start(plugin);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(both.Token);
            var errors = process.StandardError.ReadToEndAsync(both.Token);
            await process.WaitForExitAsync(both.Token);
            var said = (await errors).Trim();
            said = said.Length > MostErrorText ? "…" + said[^MostErrorText..] : said;
            return process.ExitCode == 0
                ? await output
                : throw new KubeConnectionException(
                    $"{plugin.Place}: {plugin.Command} ended with exit code {process.ExitCode}: "
                        + (said.Length == 0 ? "(it printed no error)" : said)
                );
        }
        catch (OperationCanceledException)
            when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new KubeConnectionException(
                $"{plugin.Place}: {plugin.Command} did not end within {Longest.TotalSeconds:0} s; it may wait for a person"
            );
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(ExecPlugin plugin)
    {
        var start = new ProcessStartInfo(plugin.Command, plugin.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in plugin.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["KUBERNETES_EXEC_INFO"] = plugin.Info();
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            var hint = plugin.InstallHint is { } text ? $"; the kubeconfig says: {text.Trim()}" : "";
            throw new KubeConnectionException(
                $"{plugin.Place}: {plugin.Command} cannot be started: {error.Message}{hint}",
                error
            );
        }
    }
}
