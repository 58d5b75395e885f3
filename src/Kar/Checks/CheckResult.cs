namespace Kar.Checks;

/// <summary>One finding of <c>kar check</c>.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="Name">What was checked, in one or two words.</param>
/// <param name="Text">What was found.</param>
/// <param name="Fix">How to repair it; empty when nothing is to be done.</param>
internal sealed record CheckResult(CheckLevel Level, string Name, string Text, string Fix = "");
