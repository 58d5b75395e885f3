using Deskrun.ScriptRunner.Processes;
using Deskrun.ScriptRunner.Tests.Doubles;

namespace Deskrun.ScriptRunner.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task A_log_of_100_000_lines_arrives_complete_in_pieces()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("seq -f 'line %.0f of a log that is long enough to need pieces' 100000")
        );

        var lines = host.Service.StepLog(0).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var numbers = lines.Where(l => l.Contains("Z line ")).Select(l => int.Parse(l.Split(' ')[2]));
        Assert.Equal(Enumerable.Range(1, 100_000), numbers);
        Assert.Contains(host.Service.StepLog(0), host.Service.JobLog);
        var puts = host.Service.Puts.Where(p => p.Path == $"log-{JobBuilder.StepId(0)}").ToList();
        Assert.Equal("AppendBlob", puts[0].BlobType);
        Assert.True(puts.Count > 3);
        Assert.True(puts[^1].Sealed);
        Assert.All(puts, p => Assert.True(p.Size <= 4 * 1024 * 1024));
        var metadata = host.Service.Metadata.Single(m => (string?)m["step_backend_id"] == JobBuilder.StepId(0));
        Assert.Equal(lines.Length, metadata["line_count"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_disk_that_is_full_costs_the_log_and_not_the_job()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("seq -f 'line %.0f' 5000").Run("echo still running"),
            h =>
            {
                h.CreateLogFile = path => new FullDisk(path, 20_000);
                h.Timings = h.Timings with { FeedFirst = TimeSpan.FromHours(1) };
            }
        );

        Assert.Equal("succeeded", host.Conclusion);
        Assert.Contains(host.Lines, l => l.Contains("log is incomplete") && l.Contains("No space left"));
        Assert.Contains("##[warning]This log is incomplete", host.Service.StepLog(0));
        Assert.Contains("##[warning]This log is incomplete", host.Service.JobLog);
        Assert.Contains(host.Service.Feed, f => f.ToJsonString().Contains("still running"));
    }

    [Fact]
    public async Task A_results_service_that_fails_costs_the_logs_and_not_the_job()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("echo hi"),
            h => h.Service.Instead = r => r.Contains("/results/") ? Answers.Status(500) : null
        );

        Assert.Equal("succeeded", host.Conclusion);
        Assert.Contains(host.Lines, l => l.Contains("log could not be uploaded") && l.Contains("kept in"));
        Assert.Contains(" hi\n", File.ReadAllText(Assert.Single(Directory.GetFiles(host.Folder.File("_diag")))));
    }

    [Fact]
    public async Task A_live_view_that_fails_costs_the_live_lines_and_not_the_job()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("echo hi"),
            h => h.Service.Instead = r => r == "GET /feed" ? Answers.Status(403) : null
        );

        Assert.Equal("succeeded", host.Conclusion);
        Assert.Contains(" hi\n", host.Service.StepLog(0));
        Assert.Contains(host.Lines, l => l.Contains("live log could not be sent"));
    }

    [Fact]
    public async Task A_job_that_is_over_before_anybody_looks_opens_no_live_view_and_has_whole_logs()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("echo hi"),
            h => h.Timings = h.Timings with { FeedFirst = TimeSpan.FromHours(1) }
        );

        Assert.DoesNotContain(host.Service.Requests, r => r.Contains("/feed"));
        Assert.DoesNotContain(host.Lines, l => l.Contains("live log"));
        Assert.Contains(" hi\n", host.Service.StepLog(0));
        Assert.Contains(" hi\n", host.Service.JobLog);
    }

    [Fact]
    public async Task Colours_and_letters_of_all_languages_are_kept()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("printf '\\033[31mrot\\033[0m Grüße 你好 🚀\\r\\nlast without end'")
        );

        Assert.Contains(" \e[31mrot\e[0m Grüße 你好 🚀\n", host.Service.StepLog(0));
        Assert.EndsWith(" last without end\n", host.Service.StepLog(0));
    }

    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\nb", "a|b")]
    [InlineData("\n\n", "|")]
    [InlineData("10%\r20%\n", "10%\r20%")]
    public void Bytes_are_cut_into_lines_wherever_they_are_split(string text, string expected)
    {
        foreach (var size in (int[])[1, 2, 100])
        {
            var lines = new List<string>();
            var splitter = new LineSplitter(lines.Add);
            foreach (var part in System.Text.Encoding.UTF8.GetBytes(text).Chunk(size))
            {
                splitter.Add(part);
            }

            splitter.Finish();
            Assert.Equal(expected, string.Join('|', lines));
        }
    }

    [Fact]
    public void A_line_without_end_is_passed_on_in_pieces()
    {
        var lines = new List<string>();
        var splitter = new LineSplitter(lines.Add);
        splitter.Add(new byte[LineSplitter.LongestLine * 2 + 10].AsSpan());
        splitter.Finish();

        Assert.Equal([LineSplitter.LongestLine, LineSplitter.LongestLine, 10], lines.Select(l => l.Length));
    }

    /// <summary>A file on a disk that has room for so many bytes.</summary>
    private sealed class FullDisk(string path, int room)
        : FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read)
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Position + count > room)
            {
                throw new IOException("No space left on device");
            }

            base.Write(buffer, offset, count);
        }
    }
}
