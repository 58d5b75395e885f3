namespace Deskrun;

/// <summary>How deskrun ends. The table in docs/exit-codes.md is made from <see cref="All"/>.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int JobFailed = 1;
    public const int Usage = 2;
    public const int Service = 3;
    public const int NotRunning = 4;
    public const int NotBuilt = 5;
    public const int Environment = 6;
    public const int Internal = 70;
    public const int Timeout = 124;
    public const int Cancelled = 130;

    /// <summary>Every code with its meaning, in order.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Success, "All that was asked for succeeded."),
        (JobFailed, "A job failed."),
        (Usage, "The command line, the configuration or the workflow file has errors; nothing was started."),
        (Service, "The Actions service refused the request or could not be reached."),
        (NotRunning, "The command needs a running `deskrun up`, and there is none."),
        (NotBuilt, "The feature that was asked for is not built yet."),
        (Environment, "Something this machine lacks: a program, a right, room on the disk."),
        (Internal, "A defect of deskrun itself; `DESKRUN_DEBUG=1` prints the stack trace."),
        (Timeout, "The time given by `--timeout` ran out; everything was stopped."),
        (Cancelled, "Cancelled by Ctrl+C or SIGTERM; everything was stopped."),
    ];
}
