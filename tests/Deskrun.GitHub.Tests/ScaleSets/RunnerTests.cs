using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using Deskrun.GitHub.Wire;
using static Deskrun.GitHub.Tests.Service.Wish;

namespace Deskrun.GitHub.Tests.ScaleSets;

public sealed class RunnerTests
{
    [Fact]
    public async Task A_just_in_time_runner_is_registered()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var set = service.Healthy.AddScaleSet("a");

        var made = await client.CreateJitRunnerAsync(set, "r-1", "_work", Deadline);

        Assert.Equal("r-1", made.Runner.Name);
        Assert.Equal(set, made.Runner.ScaleSetId);
        Assert.Equal("SklULVNFQ1JFVA==", made.EncodedJitConfig);
        Assert.Equal("""{"name":"r-1","workFolder":"_work"}""", service.Of("jit").Single().Body);
    }

    [Fact]
    public async Task A_name_left_over_by_one_of_ours_is_freed_and_used_again()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var set = service.Healthy.AddScaleSet("a");
        var old = service.Healthy.AddRunner("r-1", set);

        var made = await client.CreateJitRunnerAsync(set, "r-1", "_work", Deadline);

        Assert.NotEqual(old, made.Runner.Id);
        Assert.Equal([made.Runner.Id], service.Healthy.Runners.Keys);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_name_of_a_busy_or_a_strange_runner_is_left_alone(bool ours, bool busy)
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var set = service.Healthy.AddScaleSet("a");
        var old = service.Healthy.AddRunner("r-1", ours ? set : 999, busy);

        var error = await Fails(client.CreateJitRunnerAsync(set, "r-1", "_work", Deadline));

        Assert.Equal(ActionsServiceErrorKind.AgentExists, error.Kind);
        Assert.True(service.Healthy.Runners.ContainsKey(old));
        Assert.Single(service.Of("jit"));
    }

    [Fact]
    public async Task A_registration_whose_answer_was_lost_is_made_again_under_the_same_name()
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        using var client = service.Client(time);
        var set = service.Healthy.AddScaleSet("a");
        var first = true;
        service.Always(
            "jit",
            _ =>
            {
                if (!first)
                {
                    return null;
                }

                first = false;
                service.Healthy.AddRunner("r-1", set);
                return new Answer(500);
            }
        );

        var made = await client.CreateJitRunnerAsync(set, "r-1", "_work", Deadline);

        Assert.Equal([made.Runner.Id], service.Healthy.Runners.Keys);
    }

    [Fact]
    public async Task An_answer_without_a_config_is_invalid()
    {
        await using var service = await FakeService.StartAsync();
        service.Next("jit", Answer.Json("""{"runner":{"id":1,"name":"r"}}"""));
        using var client = service.Client();

        var error = await Fails(client.CreateJitRunnerAsync(1, "r", "_work", Deadline));

        Assert.Equal(ActionsServiceErrorKind.InvalidAnswer, error.Kind);
    }

    [Fact]
    public async Task Runners_are_read_found_and_listed_by_scale_set()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var mine = service.Healthy.AddRunner("mine", 1, busy: true);
        service.Healthy.AddRunner("strange", 2);

        var read = await client.GetRunnerAsync(mine, Deadline);

        Assert.Equal(
            new RunnerReference
            {
                Id = mine,
                Name = "mine",
                ScaleSetId = 1,
                IsOnline = false,
                IsBusy = true,
            },
            read
        );
        Assert.Null(await client.GetRunnerAsync(4711, Deadline));
        Assert.Equal(mine, (await client.FindRunnerAsync("mine", Deadline))!.Id);
        Assert.Null(await client.FindRunnerAsync("nobody", Deadline));
        Assert.Equal(["mine"], (await client.ListRunnersAsync(1, Deadline)).Select(runner => runner.Name));
        Assert.Equal(2, (await client.ListRunnersAsync(null, Deadline)).Count);
    }

    [Fact]
    public async Task A_runner_is_removed_unless_it_has_a_job_and_may_be_gone_already()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var idle = service.Healthy.AddRunner("idle", 1);
        var busy = service.Healthy.AddRunner("busy", 1, busy: true);
        service.Next("remove runner", Answer.Error(404, "GitHub.DistributedTask.WebApi.TaskAgentNotFoundException"));

        Assert.Equal(RunnerRemoval.Removed, await client.RemoveRunnerAsync(1, Deadline));
        Assert.Equal(RunnerRemoval.Removed, await client.RemoveRunnerAsync(idle, Deadline));
        Assert.Equal(RunnerRemoval.Busy, await client.RemoveRunnerAsync(busy, Deadline));
        Assert.Equal([busy], service.Healthy.Runners.Keys);
    }
}
