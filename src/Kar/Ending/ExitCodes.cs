using System.Text;
using Deskrun.RunnerContract.Judging;

namespace Kar.Ending;

/// <summary>
/// All exit codes. ARC deletes the runner on 0, stops the whole scale set on 7, and on any other code starts the same
/// JIT config again as long as it knows of no job; the reasoning is in docs/adr (exit codes of kar).
/// </summary>
internal static class ExitCodes
{
    public static readonly ExitCode Succeeded = new(
        0,
        "Succeeded",
        "The compute ended well; or it ended otherwise but its JIT config is used and must not be started again."
    );
    public static readonly ExitCode Outdated = new(
        7,
        "Outdated",
        "The runner's own process ended with 7: GitHub refuses this version of the runner."
    );
    public static readonly ExitCode Failed = new(10, "Failed", "The compute ended badly.");
    public static readonly ExitCode Lost = new(
        11,
        "Lost",
        "The compute vanished or was replaced before its end was seen."
    );
    public static readonly ExitCode Cancelled = new(12, "Cancelled", "Somebody else deleted the instance.");
    public static readonly ExitCode ProvisionFailed = new(13, "ProvisionFailed", "KRO could not make the compute.");
    public static readonly ExitCode ProvisionTimeout = new(14, "ProvisionTimeout", "The compute did not run in time.");
    public static readonly ExitCode JobTimeout = new(15, "JobTimeout", "The compute ran longer than allowed.");
    public static readonly ExitCode IdleTimeout = new(16, "IdleTimeout", "The compute ran, but no job came in time.");
    public static readonly ExitCode Stopped = new(17, "Stopped", "kar was told to stop by SIGTERM or SIGINT.");
    public static readonly ExitCode NotSetUp = new(
        18,
        "NotSetUp",
        "A setting, the ResourceGraphDefinition or a name in the cluster is wrong; nothing ran."
    );
    public static readonly ExitCode ClusterFault = new(
        19,
        "ClusterFault",
        "The API server refused or could not be reached, or kar itself failed."
    );

    /// <summary>All of them, ascending.</summary>
    public static readonly IReadOnlyList<ExitCode> All =
    [
        Succeeded,
        Outdated,
        Failed,
        Lost,
        Cancelled,
        ProvisionFailed,
        ProvisionTimeout,
        JobTimeout,
        IdleTimeout,
        Stopped,
        NotSetUp,
        ClusterFault,
    ];

    /// <summary>The code of a verdict by itself.</summary>
    public static ExitCode Of(Verdict verdict) =>
        verdict.ExitCode == Outdated.Code && verdict.Outcome is RunOutcome.Failed
            ? Outdated
            : verdict.Outcome switch
            {
                RunOutcome.Succeeded => Succeeded,
                RunOutcome.Failed => Failed,
                RunOutcome.Lost => Lost,
                RunOutcome.Cancelled => Cancelled,
                RunOutcome.ProvisionFailed => ProvisionFailed,
                RunOutcome.ProvisionTimeout => ProvisionTimeout,
                RunOutcome.JobTimeout => JobTimeout,
                RunOutcome.IdleTimeout => IdleTimeout,
                RunOutcome.Stopped => Stopped,
                _ => ClusterFault,
            };

    /// <summary>The table of docs/kar/exit-codes.md.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| code | name | meaning |\n|---:|---|---|\n");
        foreach (var code in All)
        {
            text.Append($"| {code.Code} | {code.Name} | {code.Meaning} |\n");
        }

        return text.ToString();
    }
}
