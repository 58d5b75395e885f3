namespace Deskrun.ActionsService.JobMessages;

/// <summary>Where a runner finds the service, and what it shows there for one job.</summary>
/// <param name="Service">The service's base URL as the runner reaches it, with a slash at its end.</param>
/// <param name="Token">The job's token.</param>
internal sealed record JobEndpoints(Uri Service, string Token)
{
    public override string ToString() => Service.ToString();
}
