using Deskrun.Commands.Installations.Journaling;
using Deskrun.Pools.Timeline;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.Tests.Installations;

public sealed class JournalTests : IDisposable
{
    private readonly Workplace place = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => place.Dispose();

    [Fact]
    public void What_is_written_is_read_again_whole()
    {
        var step = Step("job-1") with { JobName = "build", WorkflowRunId = 42, RunnerName = "r", Detail = "a \"b\"\n" };
        Write(step);

        Assert.Equal(step, Assert.Single(JournalReader.Read(place.Home)));
    }

    [Fact]
    public void The_journals_files_are_for_their_owner_only()
    {
        Write(Step("a"));

        var file = Assert.Single(Directory.GetFiles(place.Home.Journal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Several_processes_steps_come_in_the_order_of_time()
    {
        Write(
            Step("a") with
            {
                At = time.GetUtcNow().AddSeconds(1),
            },
            Step("c") with
            {
                At = time.GetUtcNow().AddSeconds(3),
            }
        );
        time.Advance(TimeSpan.FromSeconds(1));
        Write(Step("b") with { At = time.GetUtcNow().AddSeconds(1) });

        Assert.Equal(["a", "b", "c"], JournalReader.Read(place.Home).Select(step => step.JobId));
    }

    [Fact]
    public void A_line_cut_short_and_lines_of_a_newer_version_are_skipped()
    {
        Write(Step("a"));
        var file = Assert.Single(Directory.GetFiles(place.Home.Journal));
        File.AppendAllText(
            file,
            "{\"step\":\"Teleported\",\"at\":\"2026-01-01T00:00:00Z\",\"scaleSet\":\"x\"}\nnull\n{\"step\":\"Assi"
        );

        Assert.Equal("a", Assert.Single(JournalReader.Read(place.Home)).JobId);
    }

    [Fact]
    public void The_journal_stays_bounded()
    {
        using var journal = new JournalFile(place.Home, time, fullFile: 1);
        for (var number = 0; number < JournalFile.MostFiles + 10; number++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            journal.Add(Step($"{number}"));
        }

        var jobs = JournalReader.Read(place.Home).Select(step => step.JobId).ToList();
        Assert.Equal(JournalFile.MostFiles, jobs.Count);
        Assert.Equal($"{JournalFile.MostFiles + 9}", jobs[^1]);
    }

    [Fact]
    public void When_another_process_makes_room_with_a_live_file_the_next_step_goes_to_a_new_one()
    {
        using var journal = new JournalFile(place.Home, time);
        journal.Add(Step("a"));
        File.Delete(Assert.Single(Directory.GetFiles(place.Home.Journal)));

        journal.Add(Step("b"));

        Assert.Equal("b", Assert.Single(JournalReader.Read(place.Home)).JobId);
    }

    [Fact]
    public void When_it_cannot_be_written_only_history_is_lost()
    {
        Directory.CreateDirectory(place.Home.Path);
        File.WriteAllText(place.Home.Journal, "a file where the folder should be");
        using var journal = new JournalFile(place.Home, time);

        journal.Add(Step("a"));

        Assert.Equal(1, journal.Lost);
    }

    [Fact]
    public void After_its_end_it_takes_nothing_and_throws_nothing()
    {
        var journal = new JournalFile(place.Home, time);
        journal.Dispose();

        journal.Add(Step("a"));

        Assert.Empty(JournalReader.Read(place.Home));
    }

    private TimelineEvent Step(string job) =>
        new()
        {
            At = time.GetUtcNow(),
            Step = TimelineStep.Assigned,
            ScaleSet = "set",
            JobId = job,
        };

    private void Write(params TimelineEvent[] steps)
    {
        using var journal = new JournalFile(place.Home, time);
        steps.ToList().ForEach(journal.Add);
    }
}
