using System.Diagnostics;

namespace Deskrun.Bench;

/// <summary>One finished process: its wall time, its own CPU (children left out) and its memory over time.</summary>
internal sealed record Finished(int ExitCode, double Wall, double OwnCpu, IReadOnlyList<double> RssMiB, string Output);

/// <summary>Runs the program under test.</summary>
internal static class Command
{
    public static Finished Run(
        string program,
        IEnumerable<string> arguments,
        string home,
        TimeSpan? sample = null,
        string? folder = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        start.Environment["DESKRUN_HOME"] = home;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var rss = new List<double>();
        var cpu = 0.0;
        while (!process.WaitForExit(sample ?? TimeSpan.FromMinutes(30)))
        {
            cpu = ProcessFigures.Cpu(process.Id) ?? cpu;
            if (ProcessFigures.RssMiB(process.Id) is { } now)
            {
                rss.Add(now);
            }
        }

        clock.Stop();
        process.WaitForExit();
        return new(process.ExitCode, clock.Elapsed.TotalSeconds, cpu, rss, output.Result + errors.Result);
    }
}
