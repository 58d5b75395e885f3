namespace Deskrun.RunnerContract.Judging;

/// <summary>A fact that the judge saw and that belongs in the log.</summary>
/// <param name="IsWarning">Whether somebody should look at it.</param>
/// <param name="Text">The fact.</param>
public sealed record RunNote(bool IsWarning, string Text);
