using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using static Deskrun.GitHub.Tests.ScaleSets.Listening;

namespace Deskrun.GitHub.Tests.ScaleSets;

public sealed class SessionMemoryTests
{
    private readonly Notes notes = new();

    [Fact]
    public async Task The_session_that_a_killed_process_left_is_ended_before_a_new_one_is_opened()
    {
        await using var listening = await PrepareAsync();
        listening.Service.Healthy.Session = notes.Session = "left-by-a-killed-one";
        listening.Start(WithNotes);
        await listening.Handler.ExpectAsync("now 0");

        Assert.EndsWith("/left-by-a-killed-one", Assert.Single(listening.Service.Of("delete session")).Path);
        Assert.Single(listening.Service.Of("open session"));
        Assert.Empty(listening.Time.Waits);
        Assert.Equal(listening.Service.Healthy.Session, notes.Session);
    }

    [Fact]
    public async Task A_session_that_has_ended_is_forgotten()
    {
        await using var listening = await PrepareAsync();
        listening.Start(WithNotes);
        await listening.Handler.ExpectAsync("now 0");
        Assert.NotNull(notes.Session);

        await listening.StopAsync();

        Assert.Null(notes.Session);
    }

    [Fact]
    public async Task A_session_that_replaced_a_dropped_one_is_remembered_instead()
    {
        await using var listening = await PrepareAsync();
        listening.Start(WithNotes);
        await listening.Handler.ExpectAsync("now 0");
        listening.Service.Healthy.Statistics = Counts(4);
        listening.Service.Healthy.Session = null;
        listening.Service.Healthy.QueueToken = "dropped";
        listening.Service.Queue.AddEmpty();
        listening.Service.Queue.AddEmpty();
        await listening.Handler.UntilAsync("now 4");

        Assert.Equal(listening.Service.Healthy.Session, notes.Session);
    }

    [Fact]
    public async Task A_left_session_that_the_service_does_not_know_any_more_is_no_hindrance()
    {
        await using var listening = await PrepareAsync();
        notes.Session = "long-gone";
        listening.Service.Next(
            "delete session",
            Answer.Error(400, "GitHub.Actions.Runtime.WebApi.RunnerScaleSetSessionExpiredException")
        );
        listening.Start(WithNotes);

        await listening.Handler.ExpectAsync("now 0");
        Assert.Empty(listening.Metrics.Problems);
    }

    [Fact]
    public async Task A_memory_that_cannot_be_written_is_told_and_costs_no_job()
    {
        await using var listening = await PrepareAsync();
        notes.Fault = new IOException("disk full");
        listening.Start(WithNotes);

        await listening.Handler.ExpectAsync("now 0");
        Assert.Contains("remembering the message session", listening.Metrics.Problems);
        listening.Send(1, 1);
        await listening.Handler.ExpectAsync("now 1");
    }

    private ScaleSetListenerOptions WithNotes(ScaleSetListenerOptions options) => options with { Memory = notes };

    private sealed class Notes : ISessionMemory
    {
        public string? Session { get; set; }

        public IOException? Fault { get; set; }

        public string? Recall(int scaleSetId) => Session;

        public void Keep(int scaleSetId, string sessionId) => Session = Fault is null ? sessionId : throw Fault;

        public void Forget(int scaleSetId) => Session = null;
    }
}
