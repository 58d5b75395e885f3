namespace Deskrun.KarBench;

/// <summary>What can be measured of the program without a cluster.</summary>
internal static class ProgramFigures
{
    public static async Task ShowAsync(string binary, int runs)
    {
        var size = new FileInfo(binary).Length / 1e6;
        Figures.Row("binary", Figures.Number(size, "MB"), "≤ 12 MB", size <= 12);
        var wall = new List<double>();
        var peak = 0.0;
        for (var i = 0; i < runs; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await using var help = new KarProcess(["--help"], new Dictionary<string, string>());
            var memory = PeakMemory.FollowAsync(help.Id);
            await help.ExitAsync();
            wall.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            peak = Math.Max(peak, await memory);
        }

        Figures.Row($"kar --help, wall, median of {runs}", Figures.Number(Figures.Median(wall), "ms"), "", null);
        Figures.Row($"kar --help, peak RSS, largest of {runs}", Figures.Number(peak, "MiB"), "", null);
    }
}
