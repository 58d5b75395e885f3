namespace Deskrun.ScriptRunner.Reporting;

/// <summary>What does not change of a step's report.</summary>
/// <param name="Id">Id that the service knows it by.</param>
/// <param name="Number">Its place, from 1.</param>
/// <param name="Name">Its first name.</param>
/// <param name="Type"><c>runner</c> for the runner's own steps, else <c>run</c> or <c>action</c>.</param>
/// <param name="Action">What it does, or null.</param>
internal sealed record StepHead(Guid Id, int Number, string Name, string Type, string? Action);
