namespace Deskrun.Commands.Installations.Serving;

/// <summary>Says what a drain waits for.</summary>
internal static class DrainText
{
    public static string Of(IEnumerable<ServedStatus> draining)
    {
        var runners = draining.SelectMany(each => each.ScaleSets).SelectMany(set => set.Runners).ToList();
        var jobs = runners
            .Where(runner => runner.JobId is not null)
            .Select(runner => runner.JobName ?? runner.JobId!)
            .ToList();
        return jobs.Count switch
        {
            0 when runners.Count == 0 => "closing the session",
            0 => $"letting {runners.Count} idle runners go",
            1 => $"waiting for 1 job: {jobs[0]}",
            _ => $"waiting for {jobs.Count} jobs: {string.Join(", ", jobs.Take(5))}{(jobs.Count > 5 ? " …" : "")}",
        };
    }
}
