namespace Deskrun.RunnerContract.Judging;

/// <summary>The end of a run, as first seen; nothing later changes it.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">Why, in words.</param>
/// <param name="Source">Where it was seen.</param>
/// <param name="ExitCode">The exit code of the runner's process, when known.</param>
public sealed record Verdict(RunOutcome Outcome, string Message, string Source, int? ExitCode = null);
