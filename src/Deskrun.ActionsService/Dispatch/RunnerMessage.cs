namespace Deskrun.ActionsService.Dispatch;

/// <summary>A message to a runner. For a job the body is written when it is sent, since it names the service's URL.</summary>
/// <param name="Id">Grows per service.</param>
/// <param name="Type"><c>RunnerJobRequest</c> or <c>JobCancellation</c>.</param>
/// <param name="Job">The job it is about.</param>
internal sealed record RunnerMessage(long Id, string Type, JobEntry Job);
