namespace Deskrun.Commands.Installations.Serving;

/// <summary>Says what a drain waits for.</summary>
internal static class DrainText
{
    /// <param name="draining">What comes to its end.</param>
    /// <param name="now">Running jobs are ended, not waited for.</param>
    public static string Of(IEnumerable<ServedStatus> draining, bool now = false)
    {
        var what = now ? "ending" : "waiting for";
        var runners = draining.SelectMany(each => each.ScaleSets).SelectMany(set => set.Runners).ToList();
        var jobs = runners
            .Where(runner => runner.JobId is not null)
            .Select(runner => runner.JobName ?? runner.JobId!)
            .ToList();
        return jobs.Count switch
        {
            0 when runners.Count == 0 => "closing the session",
            0 when runners.Count == 1 => "letting 1 idle runner go",
            0 => $"letting {runners.Count} idle runners go",
            1 => $"{what} 1 job: {jobs[0]}",
            _ => $"{what} {jobs.Count} jobs: {string.Join(", ", jobs.Take(5))}{(jobs.Count > 5 ? " …" : "")}",
        };
    }
}
