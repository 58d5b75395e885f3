namespace Deskrun.RunnerContract.Judging;

/// <summary>The deadlines of one run. Zero switches the job's and the idle deadline off.</summary>
/// <param name="Provision">From the creation of the instance until the compute runs.</param>
/// <param name="Job">From the compute's start to its end.</param>
/// <param name="Idle">From the compute's start until a job is taken.</param>
/// <param name="Cleanup">From the delete request until everything is gone.</param>
/// <param name="ErrorGrace">How long KRO may report an error before the compute runs.</param>
public sealed record RunLimits(TimeSpan Provision, TimeSpan Job, TimeSpan Idle, TimeSpan Cleanup, TimeSpan ErrorGrace)
{
    /// <summary>
    /// The defaults. GitHub stops a job on a self-hosted runner after five days; the job's deadline lies behind that.
    /// </summary>
    public static RunLimits Default { get; } =
        new(
            TimeSpan.FromMinutes(10),
            TimeSpan.FromHours(144),
            TimeSpan.Zero,
            TimeSpan.FromMinutes(5),
            TimeSpan.FromMinutes(5)
        );
}
