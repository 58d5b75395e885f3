using System.Diagnostics;

namespace Deskrun.Backends.Local.Programs;

/// <summary>
/// GitHub's own runner from a folder where its release was unpacked. Each runner gets a copy of it: the program keeps
/// its registration, its diagnostics and its work beside itself, and a job must not be able to change the next one's
/// runner. Where the file system can, copies share their blocks.
/// </summary>
public sealed class OfficialRunnerProgram : IRunnerProgram
{
    private static readonly TimeSpan VersionLimit = TimeSpan.FromSeconds(20);
    private readonly string folder;

    private OfficialRunnerProgram(string folder, string version)
    {
        this.folder = folder;
        Version = version;
    }

    /// <inheritdoc />
    public string Kind => "official";

    /// <inheritdoc />
    public string Version { get; }

    /// <summary>Opens an installed runner and asks for its version.</summary>
    /// <exception cref="IOException">The folder holds no runner, or the runner does not start; the message says how to get one.</exception>
    public static async Task<OfficialRunnerProgram> OpenAsync(
        string folder,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var full = Path.GetFullPath(folder);
        var listener = Listener(full);
        if (!File.Exists(listener))
        {
            throw new IOException(
                $"{full} holds no GitHub Actions runner ({listener} is missing): download a release of actions/runner "
                    + "for this machine from https://github.com/actions/runner/releases and unpack it there"
            );
        }

        return new OfficialRunnerProgram(
            full,
            await ReadVersionAsync(listener, time, cancellation).ConfigureAwait(false)
        );
    }

    /// <inheritdoc />
    public Task PrepareAsync(string root, CancellationToken cancellation) =>
        Task.Run(() => InstallCopy.Run(folder, root, cancellation), cancellation);

    /// <inheritdoc />
    public RunnerCommand Command(string root, bool asRoot) =>
        // The program itself and not its wrapper script: the wrapper hides exit codes and starts it over.
        new(Listener(root), ["run"], asRoot ? new Dictionary<string, string> { ["RUNNER_ALLOW_RUNASROOT"] = "1" } : []);

    private static string Listener(string root) => Path.Combine(root, "bin", "Runner.Listener");

    private static async Task<string> ReadVersionAsync(
        string listener,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(listener, ["--version"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = new CancellationTokenSource(VersionLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var process = System.Diagnostics.Process.Start(start)!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(both.Token);
                var errors = process.StandardError.ReadToEndAsync(both.Token);
                await process.WaitForExitAsync(both.Token).ConfigureAwait(false);
                var version = (await output.ConfigureAwait(false)).Trim();
                return process.ExitCode == 0 && version.Length > 0
                    ? version
                    : throw new IOException(
                        $"{listener} --version ended with exit code {process.ExitCode}: "
                            + (await errors.ConfigureAwait(false)).Trim()
                    );
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellation.ThrowIfCancellationRequested();
                throw new IOException($"{listener} --version did not answer within {VersionLimit}");
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new IOException($"{listener} does not start on this machine: {e.Message}", e);
        }
    }
}
