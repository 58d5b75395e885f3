using Deskrun.Backends.Cluster.Applying;
using Deskrun.Commands.Clusters;
using Deskrun.Commands.Installations;
using Deskrun.Rendering;

namespace Deskrun;

/// <summary>Everything of the outside world that a command may touch, so that tests can hand in another one.</summary>
internal sealed record CliContext
{
    /// <summary>stdout (data), stderr (talk) and stdin.</summary>
    public required Terminal Terminal { get; init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>All environment variables, for what has to be looked up by pattern.</summary>
    public required Func<IReadOnlyDictionary<string, string>> Variables { get; init; }

    /// <summary>The only source of time.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The folder that relative paths start from.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>How this very program is started again: its path and the arguments before the verb.</summary>
    public required IReadOnlyList<string> Self { get; init; }

    /// <summary>Whether this process is the system's root user, as whom no job of others should run.</summary>
    public bool IsRoot { get; init; } = Environment.IsPrivilegedProcess;

    /// <summary>Opens a cluster for a home, a backend and a context; null opens the real one.</summary>
    public Func<InstallationHome, string, string?, CancellationToken, Task<IClusterBackend>>? OpenCluster { get; init; }

    /// <summary>How long acting on clusters waits for others; tests that let something fail hand in less.</summary>
    public ApplyPatience ClusterPatience { get; init; } = new();

    /// <summary>Called after each thing that was written into a cluster, with its name: where a test interrupts.</summary>
    public Func<string, Task> AfterClusterStep { get; init; } = _ => Task.CompletedTask;

    /// <summary>Cancelled by the first Ctrl+C or SIGTERM: finish gracefully.</summary>
    public CancellationToken Graceful { get; init; }

    /// <summary>Cancelled by the second one: leave by force, still leaving nothing running.</summary>
    public CancellationToken Forced { get; init; }

    /// <summary>
    /// Does what may wait for ever, such as opening a pipe that nobody writes to or asking a person, so that Ctrl+C ends
    /// the wait. The thread that waits is left behind; it ends with the process.
    /// </summary>
    public T Interruptible<T>(Func<T> wait) => Task.Run(wait).WaitAsync(Graceful).GetAwaiter().GetResult();

    /// <summary>The folder that holds everything deskrun keeps: <c>DESKRUN_HOME</c>, else <c>~/.deskrun</c>.</summary>
    public string Home =>
        Variable("DESKRUN_HOME") is { Length: > 0 } home
            ? Path.GetFullPath(home, WorkingFolder)
            : Path.Combine(
                Variable("HOME") is { Length: > 0 } user
                    ? user
                    : throw new CliException(
                        ExitCodes.Environment,
                        "neither DESKRUN_HOME nor HOME is set; set one of them"
                    ),
                ".deskrun"
            );
}
