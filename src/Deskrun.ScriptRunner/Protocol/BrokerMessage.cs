namespace Deskrun.ScriptRunner.Protocol;

/// <summary>A message of the broker.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Type">What kind it is.</param>
/// <param name="Body">JSON text.</param>
internal sealed record BrokerMessage(long Id, string Type, string Body)
{
    /// <summary>A job is offered.</summary>
    public const string JobRequest = "RunnerJobRequest";

    /// <summary>The job that runs is to be cancelled.</summary>
    public const string JobCancellation = "JobCancellation";

    /// <summary>The runner is to go away.</summary>
    public const string Shutdown = "RunnerShutdown";

    /// <summary>Whether this message is of a type; compared without case.</summary>
    public bool Is(string type) => string.Equals(Type, type, StringComparison.OrdinalIgnoreCase);
}
