namespace Deskrun.Kubernetes.Watch;

/// <summary>Why a watch was broken off, and what comes next.</summary>
/// <param name="Cause">What happened, for people.</param>
/// <param name="Error">The exception behind it; null if the server just closed the connection early.</param>
/// <param name="Failures">How many times in a row.</param>
/// <param name="Delay">How long until the next try.</param>
public sealed record WatchTrouble(string Cause, Exception? Error, int Failures, TimeSpan Delay);
