namespace Deskrun.ScriptRunner.Logs;

/// <summary>A part of the spool that belongs to a blob.</summary>
/// <param name="Step">The step whose log it is; null is the job's.</param>
/// <param name="From">First byte.</param>
/// <param name="To">Byte after the last.</param>
/// <param name="Final">Whether the blob is complete with it.</param>
/// <param name="Lines">With the final part: lines of the whole blob.</param>
/// <param name="Note">With the final part: a last line of the runner's own, or null.</param>
internal readonly record struct LogPart(Guid? Step, long From, long To, bool Final, long Lines, string? Note);
