using Deskrun.Commands.Installations.Journaling;
using Deskrun.Commands.Installations.Logging;
using Deskrun.Pools.Drivers;
using Deskrun.Pools.Timeline;

namespace Deskrun.Tests.Installations;

public sealed class LogsTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task What_a_runner_wrote_is_kept_before_it_is_removed()
    {
        var inner = new FakeDriver { Lines = ["one", "two\e[2Jx"] };
        var driver = new LogKeepingDriver(inner, new KeptLogs(place.Home));

        await driver.StopAsync(Runner("r-1"), TimeSpan.Zero, TestContext.Current.CancellationToken);
        var ended = await place.RunAsync("logs", "r-1");

        Assert.True(inner.Stopped);
        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Equal("one\ntwox\n", ended.Output);
        var file = Assert.Single(Directory.GetFiles(place.Home.RunnerLogs));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_log_that_cannot_be_kept_does_not_keep_the_runner()
    {
        Directory.CreateDirectory(place.Home.Path);
        File.WriteAllText(place.Home.RunnerLogs, "a file where the folder should be");
        var inner = new FakeDriver { Lines = ["one"] };

        await new LogKeepingDriver(inner, new KeptLogs(place.Home)).StopAsync(
            Runner("r-1"),
            TimeSpan.Zero,
            TestContext.Current.CancellationToken
        );

        Assert.True(inner.Stopped);
    }

    [Fact]
    public async Task Only_the_end_of_an_endless_log_is_kept()
    {
        var lines = Enumerable.Range(0, 40_000).Select(number => $"{number} {new string('x', 50)}").ToArray();

        await new KeptLogs(place.Home).KeepAsync("r", Lines(lines), TestContext.Current.CancellationToken);

        var kept = new KeptLogs(place.Home).Read("r")!;
        Assert.Equal(lines[^1], kept[^1]);
        Assert.InRange(kept.Count, 1000, 30_000);
    }

    [Fact]
    public async Task An_installation_of_this_machine_leads_to_its_last_runners_log()
    {
        await place.AddAsync("web");
        var logs = new KeptLogs(place.Home);
        await logs.KeepAsync("web-0000aaaa", Lines("older"), TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(logs.PathOf("web-0000aaaa")!, DateTime.UnixEpoch);
        await logs.KeepAsync("web-0000bbbb", Lines("newest"), TestContext.Current.CancellationToken);
        await logs.KeepAsync("web-two-0000cccc", Lines("another's"), TestContext.Current.CancellationToken);

        var ended = await place.RunAsync("logs", "web");

        Assert.Equal("newest\n", ended.Output);
    }

    [Fact]
    public async Task A_job_leads_to_its_runners_log()
    {
        await new KeptLogs(place.Home).KeepAsync("r-7", Lines("hello"), TestContext.Current.CancellationToken);
        using (var journal = new JournalFile(place.Home, TimeProvider.System))
        {
            journal.Add(
                new TimelineEvent
                {
                    At = DateTimeOffset.UnixEpoch,
                    Step = TimelineStep.JobStarted,
                    ScaleSet = "s",
                    JobId = "abcdef01",
                    RunnerName = "r-7",
                }
            );
        }

        Assert.Equal("hello\n", (await place.RunAsync("logs", "abcdef")).Output);
    }

    [Theory]
    [InlineData("ghost")]
    [InlineData("../config")]
    [InlineData("..")]
    public async Task What_has_no_log_is_an_error_and_no_way_out_of_the_folder(string subject)
    {
        await place.AddAsync("a");

        var ended = await place.RunAsync("logs", subject);

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("no log of", ended.Error);
    }

    private static RunnerInstance Runner(string name) =>
        new()
        {
            Name = name,
            ScaleSet = "s",
            Owner = "up-1",
        };

    private static async IAsyncEnumerable<string> Lines(params string[] lines)
    {
        foreach (var line in lines)
        {
            yield return line;
        }

        await Task.CompletedTask;
    }

    private sealed class FakeDriver : IRunnerDriver
    {
        public string[] Lines { get; init; } = [];

        public bool Stopped { get; private set; }

        public string Name => "fake";

        public Task<RunnerInstance> StartAsync(RunnerStart start, CancellationToken cancellation) =>
            throw new InvalidOperationException();

        public Task<IReadOnlyList<RunnerInstance>> ListAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<RunnerInstance>>([]);

        public void HasJob(RunnerInstance runner) { }

        public Task<int?> WaitAsync(RunnerInstance runner, CancellationToken cancellation) => Task.FromResult<int?>(0);

        public Task StopAsync(RunnerInstance runner, TimeSpan grace, CancellationToken cancellation)
        {
            Stopped = true;
            return Task.CompletedTask;
        }

        public IAsyncEnumerable<string> LogsAsync(RunnerInstance runner, bool follow, CancellationToken cancellation) =>
            LogsTests.Lines(Lines);
    }
}
