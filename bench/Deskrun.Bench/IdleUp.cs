using System.Diagnostics;
using System.Globalization;

namespace Deskrun.Bench;

/// <summary>An <c>up</c> that serves many scale sets of a local Actions service and has nothing to do.</summary>
internal sealed class IdleUp(string program, string folder)
{
    private const string TokenVariable = "BENCH_TOKEN";
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    /// <summary>Prints what it costs over a time in which each session polls anew at least once.</summary>
    public void Measure(int scaleSets, TimeSpan time)
    {
        using var service = Start(["service"], Path.Combine(folder, "idle-service"), token: null);
        try
        {
            var url = Value(service, "url");
            var token = Value(service, "token");
            var home = Path.Combine(folder, "idle-home");
            Add(scaleSets, url[..url.IndexOf("/OWNER", StringComparison.Ordinal)], token, home);
            using var up = Start(["up", "--plain"], home, token);
            try
            {
                Wait(up, Settling);
                var before = ProcessFigures.Cpu(up.Id) ?? 0;
                Wait(up, time);
                var share = ((ProcessFigures.Cpu(up.Id) ?? 0) - before) * 100 / time.TotalSeconds;
                var rss = ProcessFigures.RssMiB(up.Id) ?? 0;
                var name = $"up, idle with {scaleSets} scale sets";
                Figures.Row($"{name}: CPU", Figures.Number(share, "% of a core", 2), "≤ 0.5 %", share <= 0.5);
                Figures.Row($"{name}: RSS", Figures.Number(rss, "MiB"), "≤ 64 MiB", rss <= 64);
            }
            finally
            {
                End(up);
            }
        }
        finally
        {
            End(service);
        }
    }

    private void Add(int scaleSets, string server, string token, string home)
    {
        for (var i = 1; i <= scaleSets; i++)
        {
            string[] arguments =
            [
                "add",
                $"set-{i}",
                "--repository",
                $"{server}/bench/repository-{i}",
                "--mode",
                "process",
                "--auth-env",
                TokenVariable,
                "--min-runners",
                "0",
                "--offline",
            ];
            using var add = Start(arguments, home, token);
            add.WaitForExit();
            if (add.ExitCode != 0)
            {
                throw new InvalidOperationException($"add ended with {add.ExitCode}: {add.StandardError.ReadToEnd()}");
            }
        }
    }

    private Process Start(IEnumerable<string> arguments, string home, string? token)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DESKRUN_HOME"] = home;
        start.Environment[TokenVariable] = token;
        return Process.Start(start)!;
    }

    private static string Value(Process service, string key) =>
        service.StandardOutput.ReadLine() is { } line && line.StartsWith(key, StringComparison.Ordinal)
            ? line[key.Length..].Trim()
            : throw new InvalidOperationException($"deskrun service did not tell its {key}");

    private static void Wait(Process up, TimeSpan time)
    {
        if (up.WaitForExit(time))
        {
            var code = up.ExitCode.ToString(CultureInfo.InvariantCulture);
            throw new InvalidOperationException($"up ended with {code}: {up.StandardError.ReadToEnd()}");
        }
    }

    private static void End(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
        if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
