using Deskrun.GitHub.Tests.Service;
using static Deskrun.GitHub.Tests.ScaleSets.Listening;

namespace Deskrun.GitHub.Tests.ScaleSets;

public sealed class ListenerAcquireTests
{
    [Fact]
    public async Task Offered_jobs_are_acquired_told_as_assigned_and_only_then_acknowledged()
    {
        await using var listening = await StartAsync();
        listening.Send(1, 0, Item("JobAvailable", "a", 11), Item("JobAvailable", "b", 12));

        await listening.Handler.ExpectAsync("assigned a", "assigned b", "now 2");
        await listening.Metrics.HandledAsync();
        Assert.Equal("[11,12]", listening.Service.Of("acquire").Single().Body);
        Assert.Equal([(2, 2)], listening.Metrics.Acquisitions);
        var order = listening.Service.RouteNames.SkipWhile(name => name != "poll").Take(3);
        Assert.Equal(["poll", "acquire", "acknowledge"], order);
    }

    [Fact]
    public async Task Only_the_jobs_that_were_really_acquired_are_told()
    {
        await using var listening = await StartAsync();
        listening.Service.Next("acquire", Answer.Json("""{"count":2,"value":[12,99]}"""));
        listening.Send(1, 0, Item("JobAvailable", "a", 11), Item("JobAvailable", "b", 12));

        await listening.Handler.ExpectAsync("assigned b", "now 1");
    }

    [Fact]
    public async Task No_more_jobs_are_acquired_than_there_is_room_for_and_the_rest_follows_when_room_comes()
    {
        await using var listening = await PrepareAsync();
        listening.Handler.MaxCapacity = 2;
        listening.Start();
        await listening.Handler.ExpectAsync("now 0");
        listening.Send(1, 1, Item("JobAvailable", "a", 11), Item("JobAvailable", "b", 12));
        await listening.Handler.ExpectAsync("assigned a", "now 2");
        listening.Send(2, 2, Item("JobAssigned", "a", 11));
        await listening.Handler.ExpectAsync("assigned a", "now 2");
        listening.Send(3, 1, Item("JobCompleted", "a", 11, ""","result":"succeeded" """));

        await listening.Handler.ExpectAsync("completed a succeeded", "assigned b", "now 2");
        Assert.Equal(["[11]", "[12]"], listening.Service.Of("acquire").Select(call => call.Body));
    }

    [Fact]
    public async Task Jobs_acquired_a_moment_ago_take_room_before_the_statistics_know_them()
    {
        await using var listening = await PrepareAsync();
        listening.Handler.MaxCapacity = 1;
        listening.Start();
        await listening.Handler.ExpectAsync("now 0");
        listening.Send(1, 0, Item("JobAvailable", "a", 11));
        listening.Send(2, 0, Item("JobAvailable", "b", 12));

        await listening.Handler.ExpectAsync("assigned a", "now 1", "now 1");
        Assert.Single(listening.Service.Of("acquire"));
    }

    [Fact]
    public async Task An_offer_that_went_elsewhere_is_not_asked_for()
    {
        await using var listening = await PrepareAsync();
        listening.Handler.MaxCapacity = 0;
        listening.Start();
        await listening.Handler.ExpectAsync("now 0");
        listening.Send(1, 0, Item("JobAvailable", "a", 11));
        await listening.Handler.ExpectAsync("now 0");
        await listening.Metrics.HandledAsync();
        listening.Handler.MaxCapacity = 5;
        listening.Send(2, 0, Item("JobCompleted", "a", 11, ""","result":"canceled" """));

        await listening.Handler.ExpectAsync("completed a canceled", "now 0");
        await listening.Metrics.HandledAsync();
        Assert.Empty(listening.Service.Of("acquire"));
    }

    [Fact]
    public async Task Offers_made_before_the_listener_came_are_looked_up()
    {
        await using var listening = await PrepareAsync();
        listening.Service.Healthy.Statistics = Counts(0, available: 1);
        listening.Service.Next(
            "acquirable",
            Answer.Json($$"""{"count":1,"value":[{{Item("JobAvailable", "old", 7)}}]}""")
        );
        listening.Start();

        await listening.Handler.ExpectAsync("now 0", "assigned old", "now 1");
    }

    [Fact]
    public async Task A_service_without_a_list_of_offers_is_asked_once()
    {
        await using var listening = await PrepareAsync();
        listening.Service.Healthy.Statistics = Counts(0, available: 1);
        listening.Service.Always("acquirable", _ => new Answer(404));
        listening.Start();
        await listening.Handler.ExpectAsync("now 0");
        listening.Service.Queue.AddEmpty();
        await listening.Handler.ExpectAsync("still 0");
        listening.Service.Queue.AddEmpty();
        await listening.Handler.ExpectAsync("still 0");

        Assert.Single(listening.Service.Of("acquirable"));
    }

    [Fact]
    public async Task An_offer_without_a_number_cannot_be_acquired_and_is_told()
    {
        await using var listening = await StartAsync();
        listening.Send(1, 0, Item("JobAvailable", "a", 0));

        await listening.Handler.ExpectAsync("now 0");
        await listening.Metrics.HandledAsync();
        Assert.Contains("a without a request number", Assert.Single(listening.Metrics.Skips));
    }

    [Fact]
    public async Task A_refused_acquisition_does_not_hold_up_the_queue()
    {
        await using var listening = await StartAsync();
        listening.Service.Next("acquire", Answer.Error(400, "X.NoSuchJob"));
        listening.Send(1, 0, Item("JobAvailable", "a", 11));

        await listening.Handler.ExpectAsync("now 0");
        Assert.Equal(1, await listening.Metrics.HandledAsync());
        Assert.Contains("acquiring 1 job(s)", listening.Metrics.Problems);
    }

    [Theory]
    [InlineData("acquire")]
    [InlineData("acknowledge")]
    [InlineData("poll")]
    public async Task A_token_that_ends_in_between_is_renewed_without_losing_anything(string route)
    {
        await using var listening = await StartAsync();
        listening.Service.Next(route, new Answer(401));
        listening.Send(1, 0, Item("JobAvailable", "a", 11));
        listening.Service.Queue.AddEmpty();

        await listening.Handler.ExpectAsync("assigned a", "now 1");
        Assert.Equal(1, await listening.Metrics.HandledAsync());
        Assert.Single(listening.Service.Of("open session"));
    }
}
