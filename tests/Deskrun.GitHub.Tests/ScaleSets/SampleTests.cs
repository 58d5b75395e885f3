using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using Deskrun.GitHub.Wire;
using static Deskrun.GitHub.Tests.Service.Wish;

namespace Deskrun.GitHub.Tests.ScaleSets;

/// <summary>Answers as services send them, read by the client.</summary>
public sealed class SampleTests
{
    [Fact]
    public void A_message_of_the_direct_path_is_read_whole()
    {
        var message = Message("message-direct");

        Assert.Equal(12, message.Id);
        Assert.Equal(new ScaleSetStatistics(1, 2, 3, 4, 5, 6, 7), message.Statistics);
        Assert.Empty(message.Skipped);
        var assigned = Assert.IsType<JobAssigned>(message.Jobs[0]);
        Assert.Equal("5ac4a3e6-0c55-4b2c-a84c-ea1a22cc4d3f", assigned.JobId);
        Assert.Equal(0, assigned.RunnerRequestId);
        Assert.Equal(("octo", "demo"), (assigned.OwnerName, assigned.RepositoryName));
        Assert.Equal("octo/demo/.github/workflows/ci.yml@refs/heads/main", assigned.JobWorkflowRef);
        Assert.Equal("build (linux, 20)", assigned.JobDisplayName);
        Assert.Equal(15912345678, assigned.WorkflowRunId);
        Assert.Equal("push", assigned.EventName);
        Assert.Equal(["my-set"], assigned.RequestLabels);
        Assert.Equal(12, assigned.QueueTime!.Value.Second);
        Assert.NotNull(assigned.ScaleSetAssignTime);
        Assert.Null(assigned.RunnerAssignTime);
        Assert.Null(assigned.FinishTime);
        var started = Assert.IsType<JobStarted>(message.Jobs[1]);
        Assert.Equal((33, "my-set-x1"), (started.RunnerId, started.RunnerName));
        Assert.Equal(8, started.RunnerAssignTime!.Value.UtcDateTime.Hour);
        var completed = Assert.IsType<JobCompleted>(message.Jobs[2]);
        Assert.Equal((0, "", "canceled"), (completed.RunnerId, completed.RunnerName, completed.Result));
    }

    [Fact]
    public void A_message_of_an_older_server_is_read_whatever_its_capitals_and_nulls()
    {
        var message = Message("message-ghes");

        Assert.Equal(8, message.Id);
        Assert.Equal(1, message.Statistics!.TotalAvailableJobs);
        var offer = Assert.IsType<JobAvailable>(Assert.Single(message.Jobs));
        Assert.Equal(9000000001, offer.RunnerRequestId);
        Assert.Equal("request-9000000001", offer.JobId);
        Assert.Empty(offer.RequestLabels);
    }

    [Fact]
    public void A_message_may_carry_statistics_alone()
    {
        var message = Message("message-statistics-only");

        Assert.Empty(message.Jobs);
        Assert.Equal(2, message.Statistics!.TotalAssignedJobs);
    }

    [Fact]
    public void Strange_items_are_skipped_and_told_and_the_good_one_is_read()
    {
        var message = Message("message-strange");

        var good = Assert.Single(message.Jobs);
        Assert.Equal("good", good.JobId);
        Assert.Null(good.QueueTime);
        Assert.Equal(5, message.Skipped.Count);
        Assert.Contains("item JobPaused", message.Skipped);
        Assert.Null(message.Statistics);
    }

    [Fact]
    public void A_message_of_an_unknown_type_keeps_its_statistics()
    {
        var message = Message("message-unknown");

        Assert.Empty(message.Jobs);
        Assert.Equal(["message RunnerScaleSetTomorrow"], message.Skipped);
        Assert.Equal(1, message.Statistics!.TotalAssignedJobs);
    }

    [Fact]
    public void A_body_that_is_no_array_is_skipped()
    {
        var message = MessageReader.Read(
            Response("""{"messageId":1,"messageType":"RunnerScaleSetJobMessages","body":"{}"}""")
        );

        Assert.Single(message.Skipped);
    }

    [Fact]
    public void A_session_is_read()
    {
        var end = DateTimeOffset.FromUnixTimeSeconds(1893456000);

        var lease = SessionLease.Read(Response(Text("session")), end.AddHours(-1));

        Assert.Equal("1b0b7d52-29c0-4b60-9b5a-7b9b7c9f4e11", lease.SessionId);
        Assert.Equal("https://broker.actions.githubusercontent.com/scalesets/message", lease.QueueUrl!.AbsoluteUri);
        Assert.Equal(end.AddMinutes(-10), lease.RenewAt);
        Assert.Equal(5, lease.Statistics!.TotalAssignedJobs);
        Assert.True(lease.IsUsable);
    }

    [Fact]
    public async Task Scale_sets_and_runners_are_read_even_after_a_byte_order_mark()
    {
        await using var service = await FakeService.StartAsync();
        service.Next("find scale sets", Answer.Json(Text("scale-sets")) with { WithBom = true });
        service.Next("find runners", Answer.Json(Text("runners")) with { WithBom = true });
        using var client = service.Client();

        var set = Assert.Single(await client.ListScaleSetsAsync(Deadline));
        var runners = await client.ListRunnersAsync(null, Deadline);

        Assert.Equal((12, "my-set", "Default"), (set.Id, set.Name, set.RunnerGroupName));
        Assert.Equal(["my-set", "gpu"], set.Labels!);
        Assert.Equal(1, set.Statistics!.TotalAssignedJobs);
        Assert.Equal((true, true, 12), (runners[0].IsOnline, runners[0].IsBusy, runners[0].ScaleSetId));
        Assert.Equal((null, null, 0), (runners[1].IsOnline, runners[1].IsBusy, runners[1].ScaleSetId));
    }

    private static ScaleSetMessage Message(string sample) => MessageReader.Read(Response(Text(sample)));

    private static string Text(string sample) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", $"{sample}.json"));

    private static WireResponse Response(string body) =>
        new(
            new WireRequest(HttpMethod.Get, new Uri("http://x.invalid/"))
            {
                Authorization = "Bearer y",
                UserAgent = "z",
            },
            200,
            System.Text.Encoding.UTF8.GetBytes(body)
        );
}
