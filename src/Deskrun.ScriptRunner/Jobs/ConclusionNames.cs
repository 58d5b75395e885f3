namespace Deskrun.ScriptRunner.Jobs;

/// <summary>The words and numbers by which conclusions go over the wire and into expressions.</summary>
internal static class ConclusionNames
{
    /// <summary>As <c>completejob</c> takes it.</summary>
    public static string Wire(this Conclusion conclusion) => conclusion.ToString().ToLowerInvariant();

    /// <summary>As <c>WorkflowStepsUpdate</c> takes it; 0 while there is none.</summary>
    public static int Number(this Conclusion? conclusion) =>
        conclusion switch
        {
            Conclusion.Succeeded => 2,
            Conclusion.Failed => 3,
            Conclusion.Canceled => 4,
            Conclusion.Skipped => 7,
            _ => 0,
        };

    /// <summary>As <c>job.status</c> and <c>steps.*.outcome</c> show it.</summary>
    public static string Status(this Conclusion conclusion) =>
        conclusion switch
        {
            Conclusion.Succeeded => "success",
            Conclusion.Failed => "failure",
            Conclusion.Skipped => "skipped",
            _ => "cancelled",
        };
}
