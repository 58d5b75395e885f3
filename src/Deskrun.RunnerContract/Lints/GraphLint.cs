namespace Deskrun.RunnerContract.Lints;

/// <summary>A trap in an RGD.</summary>
/// <param name="Where">The resource's id or the field.</param>
/// <param name="Text">What happens.</param>
/// <param name="Fix">How to repair it.</param>
public sealed record GraphLint(string Where, string Text, string Fix);
