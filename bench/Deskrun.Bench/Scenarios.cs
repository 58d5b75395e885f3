namespace Deskrun.Bench;

/// <summary>What is measured, each on the program as its user starts it.</summary>
internal sealed class Scenarios(string program, string checkout, string folder)
{
    private string Home => Path.Combine(folder, "home");

    public void Help(int runs)
    {
        Command.Run(program, ["--help"], Home);
        var before = ChildUsage.Read();
        var wall = Enumerable.Range(0, runs).Select(_ => Command.Run(program, ["--help"], Home).Wall * 1000).ToList();
        var after = ChildUsage.Read();
        var median = Figures.Median(wall);
        Figures.Row($"deskrun --help, wall, median of {runs}", Figures.Number(median, "ms"), "≤ 20 ms", median <= 20);
        Figures.Row("deskrun --help, CPU, mean", Figures.Number((after - before) * 1000 / runs, "ms"), "", null);
        var peak = PeakRss();
        Figures.Row(
            "deskrun --help, peak RSS",
            peak is null ? "not measured: GNU time is not installed" : Figures.Number(peak.Value, "MiB"),
            "≤ 12 MiB",
            peak is { } known ? known <= 12 : null
        );
    }

    // The system counts the memory of the process that forks to the child, so a small program has to fork it.
    private double? PeakRss()
    {
        const string Time = "/usr/bin/time";
        if (!File.Exists(Time))
        {
            return null;
        }

        var output = Command.Run(Time, ["-f", "%M", program, "--help"], Home).Output;
        return long.TryParse(output.TrimEnd().Split('\n')[^1], out var kib) ? kib / 1024.0 : null;
    }

    public void Hello(int runs)
    {
        var workflow = Path.Combine(checkout, "examples", "workflows", "hello.yml");
        Check(Command.Run(program, ["run", "--runner", "builtin", workflow], Home));
        var wall = Enumerable
            .Range(0, runs)
            .Select(_ => Check(Command.Run(program, ["run", "--runner", "builtin", workflow], Home)).Wall * 1000)
            .ToList();
        var median = Figures.Median(wall);
        Figures.Row(
            $"deskrun run hello.yml, wall, median of {runs}",
            Figures.Number(median, "ms", 0),
            "≤ 1000 ms",
            median <= 1000
        );
        Figures.Row("deskrun run hello.yml, wall, p95", Figures.Number(Figures.At(wall, 0.95), "ms", 0), "", null);
    }

    /// <summary>Jobs that come one at a time: nothing competes with the start of a runner.</summary>
    public void Alone(int jobs)
    {
        Many(jobs, parallel: 1);
        var start = Stages.Read(Home).First();
        var median = Figures.Median(start.Milliseconds);
        Figures.Row(
            $"one job at a time, {jobs} of them: {start.Name}, p50",
            Figures.Number(median, "ms"),
            "≤ 50 ms",
            median <= 50
        );
    }

    public void Burst(int jobs)
    {
        var run = Many(jobs, parallel: 10);
        var perJob = run.OwnCpu * 1000 / jobs;
        Figures.Row($"burst of {jobs} jobs, 10 at a time: wall", Figures.Number(run.Wall, "s"), "", null);
        Figures.Row("burst: CPU a job outside the runner", Figures.Number(perJob, "ms"), "≤ 30 ms", perJob <= 30);
        Figures.Row("burst: peak RSS", Figures.Number(run.RssMiB.Max(), "MiB"), "", null);
        foreach (var stage in Stages.Read(Home))
        {
            var p95 = Figures.At(stage.Milliseconds, 0.95);
            Figures.Row(
                $"burst: {stage.Name}, p50 / p95",
                $"{Figures.Number(Figures.Median(stage.Milliseconds), "ms")} / {Figures.Number(p95, "ms")}",
                stage.BudgetP95 is { } budget ? $"p95 ≤ {budget} ms" : "",
                stage.BudgetP95 is { } limit ? p95 <= limit : null
            );
        }
    }

    public void Idle(int scaleSets, TimeSpan time) => new IdleUp(program, folder).Measure(scaleSets, time);

    public void Soak(int jobs)
    {
        var run = Many(jobs, parallel: 10);
        var tenth = Math.Max(1, run.RssMiB.Count / 10);
        var second = run.RssMiB.Skip(tenth).Take(tenth).Average();
        var last = run.RssMiB.TakeLast(tenth).Average();
        Figures.Row($"{jobs} jobs: wall", Figures.Number(run.Wall, "s"), "", null);
        Figures.Row(
            $"{jobs} jobs: RSS, second tenth → last tenth",
            $"{Figures.Number(second, "MiB")} → {Figures.Number(last, "MiB")}",
            "within 10 %",
            last <= second * 1.1
        );
    }

    private Finished Many(int jobs, int parallel)
    {
        // A matrix holds 256 cells at most, as on GitHub.
        var yaml = new System.Text.StringBuilder("on: push\njobs:\n");
        for (var left = jobs; left > 0; left -= 200)
        {
            var cells = string.Join(", ", Enumerable.Range(1, Math.Min(200, left)));
            yaml.Append(
                $"  part{left}:\n    runs-on: self-hosted\n    strategy:\n      matrix:\n        n: [{cells}]\n    steps:\n      - run: 'true'\n        shell: sh\n"
            );
        }

        var work = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        var file = Path.Combine(work, "many.yml");
        File.WriteAllText(file, yaml.ToString());
        Directory.Delete(Home, recursive: true);
        return Check(
            Command.Run(
                program,
                ["run", "--runner", "builtin", "--plain", "--max-parallel", $"{parallel}", file],
                Home,
                TimeSpan.FromMilliseconds(100),
                work
            )
        );
    }

    private static Finished Check(Finished run) =>
        run.ExitCode == 0 ? run : throw new InvalidOperationException($"ended with {run.ExitCode}: {run.Output}");
}
