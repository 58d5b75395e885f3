using System.Net;

namespace Deskrun.ActionsService.Tests.ScaleSets;

public sealed class ScaleSetTests
{
    private const string Sets = "_apis/runtime/runnerscalesets";

    [Fact]
    public async Task A_scale_set_is_created_found_changed_and_deleted()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await ListenerDouble.RegisteredAsync(service.Host);
        var none = await listener.CallAsync("GET", $"{Sets}?runnerGroupId=1&name=demo");
        Assert.Equal(0, (int)none.Expect(HttpStatusCode.OK).Json["count"]!);

        var created = (await listener.CreateScaleSetAsync("demo", "demo", "gpu")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("demo", (string)created["name"]!);
        Assert.Equal("Default", (string)created["runnerGroupName"]!);
        Assert.Equal(["demo", "gpu"], created["labels"]!.AsArray().Select(l => (string)l!["name"]!));
        Assert.NotNull(created["statistics"]);

        var found = await listener.CallAsync("GET", $"{Sets}?runnerGroupId=1&name=DEMO");
        Assert.Equal((int)created["id"]!, (int)found.Json["value"]![0]!["id"]!);
        var renamed = await listener.CallAsync("PATCH", listener.SetPath, """{"name":"other"}""");
        Assert.Equal("other", (string)renamed.Expect(HttpStatusCode.OK).Json["name"]!);
        Assert.Equal(2, renamed.Json["labels"]!.AsArray().Count);

        (await listener.CallAsync("DELETE", listener.SetPath)).Expect(HttpStatusCode.NoContent);
        var gone = (await listener.CallAsync("GET", listener.SetPath)).Expect(HttpStatusCode.NotFound);
        Assert.Contains("RunnerScaleSetNotFoundException", (string)gone.Json["typeName"]!);
    }

    [Fact]
    public async Task A_name_is_taken_once_in_a_group()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await ListenerDouble.RegisteredAsync(service.Host);
        await listener.CreateScaleSetAsync("demo");
        var second = (await listener.CreateScaleSetAsync("Demo")).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("already exists in runner group", (string)second.Json["message"]!);
    }

    [Fact]
    public async Task A_registration_sees_only_its_own_scale_sets()
    {
        await using var service = await TestService.StartAsync();
        using var first = await ListenerDouble.RegisteredAsync(service.Host);
        await first.CreateScaleSetAsync("demo");
        using var second = await ListenerDouble.RegisteredAsync(service.Host, "octo/other");
        (await second.CallAsync("GET", first.SetPath)).Expect(HttpStatusCode.NotFound);
        Assert.Equal(0, (int)(await second.CallAsync("GET", Sets)).Json["count"]!);
    }

    [Theory]
    [InlineData("default", 1)]
    [InlineData("Default", 1)]
    [InlineData("nobody", 0)]
    public async Task Runner_groups_are_found_by_name(string name, int count)
    {
        await using var service = await TestService.StartAsync();
        using var listener = await ListenerDouble.RegisteredAsync(service.Host);
        var groups = await listener.CallAsync("GET", $"_apis/runtime/runnergroups/?groupName={name}");
        Assert.Equal(count, (int)groups.Expect(HttpStatusCode.OK).Json["count"]!);
    }

    [Fact]
    public async Task Two_lives_of_a_service_never_give_the_same_number_to_a_scale_set_or_a_runner()
    {
        await using var first = await TestService.StartAsync();
        await using var second = await TestService.StartAsync();
        using var before = await first.ListenAsync();
        using var after = await second.ListenAsync();
        Assert.NotEqual(before.ScaleSetId, after.ScaleSetId);
        using var old = await before.RunnerAsync();
        using var fresh = await after.RunnerAsync();
        Assert.NotEqual(old.Id, fresh.Id);
    }

    [Fact]
    public async Task Deleting_a_scale_set_returns_its_waiting_jobs_to_the_queue_but_not_a_running_one()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        var run = service.Submit(TestService.Hello);
        await listener.NextAsync().OrFail();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        (await listener.CallAsync("DELETE", listener.SetPath)).Expect(HttpStatusCode.BadRequest);
        await runner.CompleteAsync();
        await run.Completion.OrFail();

        var waiting = service.Submit(TestService.Hello);
        await listener.NextOfAsync("JobAssigned").OrFail();
        (await listener.CallAsync("DELETE", listener.SetPath)).Expect(HttpStatusCode.NoContent);
        Assert.Equal(Deskrun.ActionsService.Runs.JobState.Queued, waiting.Jobs[0].State);
        (await listener.PollAsync()).Expect(HttpStatusCode.Unauthorized);
    }
}
