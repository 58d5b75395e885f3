namespace Deskrun.ScriptRunner.Listening;

/// <summary>The runner is to end with this code and message.</summary>
internal sealed class RunnerExit(int code, string message, bool keepSession = false) : Exception(message)
{
    /// <summary>The process's exit code.</summary>
    public int Code { get; } = code;

    /// <summary>Whether the session is left to the service instead of being closed.</summary>
    public bool KeepSession { get; } = keepSession;
}
