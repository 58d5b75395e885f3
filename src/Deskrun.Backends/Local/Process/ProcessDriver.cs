using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Deskrun.Backends.Local.Programs;
using Deskrun.Pools.Drivers;

namespace Deskrun.Backends.Local.Process;

/// <summary>
/// Runs each runner as a process of this machine, in a session and a folder of its own. It is no boundary: a job can
/// read what the user of the process can. Runners outlive this process and are found again by their markers.
/// </summary>
public sealed class ProcessDriver : IRunnerDriver, IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ReadAgain = TimeSpan.FromMilliseconds(100);
    private readonly ProcessDriverOptions options;
    private readonly LiveFolders folders;
    private readonly RunnerPreparation preparation;
    private readonly ProcessStop stop;
    private readonly ChildExits exits = new();
    private readonly ConcurrentDictionary<string, Child> children = new(StringComparer.Ordinal);

    /// <summary>Makes a driver; nothing is touched before the first call.</summary>
    public ProcessDriver(ProcessDriverOptions options)
    {
        this.options = options;
        folders = new LiveFolders(options);
        preparation = new RunnerPreparation(options);
        stop = new ProcessStop(options.Time);
    }

    /// <inheritdoc />
    public string Name => "process";

    /// <inheritdoc />
    public async Task<RunnerInstance> StartAsync(RunnerStart start, CancellationToken cancellation)
    {
        var program =
            options.Program
            ?? throw new RunnerStartException($"{start.Name}: no runner program was chosen for this driver");
        RunnerFolder? folder = null;
        try
        {
            var marker = Marker(start, program);
            folder = folders.Create(marker);
            var child = await preparation
                .RunAsync(folder, folders.MarkOf(start.Name), start, program, cancellation)
                .ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            return Launch(folder, marker, child);
        }
        catch (Exception e)
        {
            await DiscardAsync(folder).ConfigureAwait(false);
            if (e is OperationCanceledException && cancellation.IsCancellationRequested)
            {
                throw;
            }

            throw new RunnerStartException($"{program.Kind} runner {start.Name} could not be started: {e.Message}", e);
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<RunnerInstance>> ListAsync(CancellationToken cancellation)
    {
        IReadOnlyList<RunnerInstance> all =
        [
            .. folders.All(options.Time.GetUtcNow()).Select(found => found.Marker.ToInstance(IsAlive(found.Marker))),
        ];
        return Task.FromResult(all);
    }

    /// <inheritdoc />
    public void HasJob(RunnerInstance runner)
    {
        // One that another process started has stepped back already, or works.
        if (OperatingSystem.IsLinux() && children.TryGetValue(runner.Name, out var child))
        {
            _ = JobPriority.StepBackAsync(child.Process, options.Time);
        }
    }

    /// <inheritdoc />
    public async Task<int?> WaitAsync(RunnerInstance runner, CancellationToken cancellation)
    {
        if (children.TryGetValue(runner.Name, out var child))
        {
            return await child.Exit.WaitAsync(cancellation).ConfigureAwait(false);
        }

        // Another process started it: its end can be seen, but the system tells the exit code to its parent only.
        while (true)
        {
            if (folders.Find(runner.Name)?.ReadMarker() is not { } marker)
            {
                return runner.ExitCode;
            }

            if (!IsAlive(marker))
            {
                return marker.ExitCode;
            }

            await Task.Delay(LookAgain, options.Time, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async Task StopAsync(RunnerInstance runner, TimeSpan grace, CancellationToken cancellation)
    {
        var folder = folders.Find(runner.Name);
        var leader = folder?.ReadMarker()?.Process;
        await stop.RunAsync(folders.MarkOf(runner.Name), leader, grace, cancellation).ConfigureAwait(false);
        if (folder is not null)
        {
            await Task.Run(folder.Wipe, cancellation).ConfigureAwait(false);
        }

        children.TryRemove(runner.Name, out _);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<string> LogsAsync(
        RunnerInstance runner,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (folders.Find(runner.Name) is not { } folder || !File.Exists(folder.LogFile))
        {
            yield break;
        }

        await using var file = new FileStream(
            folder.LogFile,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
        var reader = new LogReader(file);
        while (true)
        {
            // Asked before reading: what is written between the last read and the end must not be missed.
            var over = !follow || folder.ReadMarker() is not { } marker || !IsAlive(marker);
            foreach (var line in await reader.ReadAsync(over, cancellation).ConfigureAwait(false))
            {
                yield return line;
            }

            if (over)
            {
                yield break;
            }

            await Task.Delay(ReadAgain, options.Time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Lets go of everything; runners live on.</summary>
    public void Dispose() => exits.Dispose();

    private RunnerInstance Launch(RunnerFolder folder, RunnerMarker marker, ChildStart child)
    {
        var pid = ChildSpawner.Spawn(child);
        var exit = exits.Watch(pid);
        var process = ProcessIdentity.Of(pid);
        children[marker.Name] = new Child(exit, process);
        var started = marker with { Process = process };
        folder.WriteMarker(started);
        _ = RecordExitAsync(folder, started, exit);
        return started.ToInstance(alive: true);
    }

    private RunnerMarker Marker(RunnerStart start, IRunnerProgram program) =>
        new()
        {
            Name = RunnerPreparation.CheckedName(start.Name),
            ScaleSet = start.ScaleSet,
            Owner = start.Owner,
            RunnerId = start.RunnerId,
            StartedAt = options.Time.GetUtcNow(),
            Program = $"{program.Kind} {program.Version}",
        };

    private bool IsAlive(RunnerMarker marker) =>
        marker.Process is { } process
            ? process.IsAlive() && !(children.TryGetValue(marker.Name, out var child) && child.Exit.IsCompleted)
            : new ProcessTree(folders.MarkOf(marker.Name), null).Members().Count > 0;

    private static async Task RecordExitAsync(RunnerFolder folder, RunnerMarker marker, Task<int?> exit)
    {
        var code = await exit.ConfigureAwait(false);
        try
        {
            // Kept for whoever looks after us, if we die before the folder is wiped.
            if (Directory.Exists(folder.Path))
            {
                folder.WriteMarker(marker with { ExitCode = code });
            }
        }
        catch (IOException)
        {
            // The folder was wiped meanwhile.
        }
    }

    private async Task DiscardAsync(RunnerFolder? folder)
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            await stop.RunAsync(
                    folders.MarkOf(folder.Name),
                    folder.ReadMarker()?.Process,
                    TimeSpan.Zero,
                    CancellationToken.None
                )
                .ConfigureAwait(false);
            folder.Wipe();
            children.TryRemove(folder.Name, out _);
        }
        catch (IOException)
        {
            // The cause of the failed start matters more; the sweep finds the folder by its marker.
        }
    }

    private sealed record Child(Task<int?> Exit, ProcessIdentity Process);
}
