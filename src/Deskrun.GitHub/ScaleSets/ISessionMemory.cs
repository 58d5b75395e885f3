namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// Remembers beyond the life of a process which message session is its own. One that is killed cannot end its session,
/// and the service frees that only after minutes; whoever comes after it and remembers can end it at once. Nobody but the
/// one listener of a scale set may use a memory, since what it names is ended without a question.
/// </summary>
public interface ISessionMemory
{
    /// <summary>A memory that keeps nothing.</summary>
    static ISessionMemory Nothing { get; } = new NoSessionMemory();

    /// <summary>The session that was opened last and is not known to have ended; null when there is none.</summary>
    string? Recall(int scaleSetId);

    /// <summary>A session was opened.</summary>
    /// <exception cref="IOException">It cannot be kept; the listener tells it and goes on.</exception>
    void Keep(int scaleSetId, string sessionId);

    /// <summary>The session has ended.</summary>
    /// <exception cref="IOException">It cannot be forgotten; the listener tells it and goes on.</exception>
    void Forget(int scaleSetId);

    private sealed class NoSessionMemory : ISessionMemory
    {
        public string? Recall(int scaleSetId) => null;

        public void Keep(int scaleSetId, string sessionId) { }

        public void Forget(int scaleSetId) { }
    }
}
