using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using Deskrun.GitHub.Wire;
using static Deskrun.GitHub.Tests.Service.Wish;

namespace Deskrun.GitHub.Tests.ScaleSets;

public sealed class ScaleSetTests
{
    [Fact]
    public async Task The_default_runner_group_needs_no_call()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();

        Assert.Equal(1, (await client.GetRunnerGroupAsync(null, Deadline)).Id);
        Assert.Equal(1, (await client.GetRunnerGroupAsync("Default", Deadline)).Id);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_runner_group_is_found_by_any_name()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();

        var group = await client.GetRunnerGroupAsync("big & small/group", Deadline);

        Assert.Equal(new RunnerGroup(7, "big & small/group", false), group);
        Assert.Equal("big & small/group", service.Of("groups").Single().Argument("groupName"));
    }

    [Theory]
    [InlineData("""{"count":0,"value":[]}""", "no runner group 'g'")]
    [InlineData("""{"count":2,"value":[{"id":2,"name":"g"},{"id":3,"name":"g"}]}""", "Several runner groups")]
    public async Task A_runner_group_that_is_missing_or_doubled_is_told(string answer, string told)
    {
        await using var service = await FakeService.StartAsync();
        service.Next("groups", Answer.Json(answer));
        using var client = service.Client();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            client.GetRunnerGroupAsync("g", Deadline)
        );

        Assert.Contains(told, error.Message);
    }

    [Fact]
    public async Task A_scale_set_is_made_found_listed_read_changed_and_deleted()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var spec = new ScaleSetSpec { Name = "my set", Labels = ["my set", "linux", "LINUX"] };

        var made = await client.CreateScaleSetAsync(spec, Deadline);

        Assert.Equal(ScaleSetOutcome.Created, made.Outcome);
        Assert.Empty(made.Warnings);
        Assert.Equal(
            """{"name":"my set","runnerGroupId":1,"labels":[{"type":"System","name":"my set"},{"type":"System","name":"linux"}],"RunnerSetting":{"disableUpdate":true}}""",
            service.Of("create scale set").Single().Body
        );
        var id = made.ScaleSet.Id;
        Assert.Equal(id, (await client.FindScaleSetAsync(1, "my set", Deadline))!.Id);
        Assert.Null(await client.FindScaleSetAsync(1, "other", Deadline));
        Assert.Equal(["my set"], (await client.ListScaleSetsAsync(Deadline)).Select(set => set.Name));
        var read = await client.GetScaleSetAsync(id, Deadline);
        Assert.Equal(["my set", "linux"], read!.Labels!);
        Assert.Equal(2026, read.CreatedOn!.Value.Year);
        Assert.NotNull(read.Statistics);
        var changed = await client.UpdateScaleSetAsync(id, new ScaleSetUpdate { Name = "new" }, Deadline);
        Assert.Equal("new", changed.ScaleSet.Name);
        Assert.Equal("""{"name":"new"}""", service.Of("update scale set").Single().Body);
        await client.DeleteScaleSetAsync(id, Deadline);
        await client.DeleteScaleSetAsync(id, Deadline);
        Assert.Null(await client.GetScaleSetAsync(id, Deadline));
    }

    [Fact]
    public async Task Every_call_carries_the_version_the_token_and_the_content_type()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();

        await client.ListScaleSetsAsync(Deadline);

        var call = service.Of("find scale sets").Single();
        Assert.Equal("?api-version=6.0-preview", call.Query);
        Assert.Equal("application/json", call.Header("Content-Type"));
        Assert.Equal($"Bearer {service.Healthy.AdminToken}", call.Header("Authorization"));
    }

    [Fact]
    public async Task Two_scale_sets_of_one_name_are_told()
    {
        await using var service = await FakeService.StartAsync();
        service.Healthy.AddScaleSet("a");
        service.Healthy.AddScaleSet("a");
        using var client = service.Client();

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.FindScaleSetAsync(1, "a", Deadline));
    }

    [Fact]
    public async Task A_label_that_the_service_drops_without_a_word_is_a_warning()
    {
        await using var service = await FakeService.StartAsync();
        service.Next(
            "create scale set",
            Answer.Json("""{"id":5,"name":"a","labels":[{"name":"A","type":"System"}]}""")
        );
        using var client = service.Client();

        var made = await client.CreateScaleSetAsync(new ScaleSetSpec { Name = "a", Labels = ["a", "gpu"] }, Deadline);

        Assert.Contains("'gpu'", Assert.Single(made.Warnings));
    }

    [Fact]
    public async Task Ensuring_twice_makes_one_and_changes_nothing()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var spec = new ScaleSetSpec { Name = "a" };

        var first = await client.EnsureScaleSetAsync(spec, Deadline);
        var second = await client.EnsureScaleSetAsync(spec, Deadline);

        Assert.Equal(ScaleSetOutcome.Created, first.Outcome);
        Assert.Equal(ScaleSetOutcome.Adopted, second.Outcome);
        Assert.Equal(first.ScaleSet.Id, second.ScaleSet.Id);
        Assert.Single(service.Of("create scale set"));
        Assert.Empty(service.Of("update scale set"));
    }

    [Fact]
    public async Task An_adopted_scale_set_gets_the_wanted_labels()
    {
        await using var service = await FakeService.StartAsync();
        service.Healthy.AddScaleSet("a", "a", "old");
        using var client = service.Client();

        var result = await client.EnsureScaleSetAsync(new ScaleSetSpec { Name = "a", Labels = ["a", "new"] }, Deadline);

        Assert.Equal(ScaleSetOutcome.Updated, result.Outcome);
        Assert.Equal(["a", "new"], result.ScaleSet.Labels!);
    }

    [Fact]
    public async Task Labels_that_may_not_be_changed_are_a_warning()
    {
        await using var service = await FakeService.StartAsync();
        service.Healthy.AddScaleSet("a", "a", "old");
        service.Next("update scale set", Answer.Error(400, "X.LabelsAreFixed", "labels are fixed"));
        using var client = service.Client();

        var result = await client.EnsureScaleSetAsync(new ScaleSetSpec { Name = "a" }, Deadline);

        Assert.Equal(ScaleSetOutcome.Adopted, result.Outcome);
        Assert.Contains("labels are fixed", Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData(400, "Microsoft.X", "Runner scale set 'a' already exists in runner group 'Default'")]
    [InlineData(409, "GitHub.Actions.Runtime.WebApi.RunnerScaleSetExistsException", "exists")]
    public async Task A_creation_whose_answer_was_lost_is_found_again(int status, string type, string message)
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        using var client = service.Client(time);
        var tries = 0;
        service.Always(
            "create scale set",
            _ =>
            {
                if (++tries == 1)
                {
                    service.Healthy.AddScaleSet("a");
                    return new Answer(502);
                }

                return Answer.Error(status, type, message);
            }
        );

        var result = await client.EnsureScaleSetAsync(new ScaleSetSpec { Name = "a" }, Deadline);

        Assert.Equal(2, tries);
        Assert.Equal("a", result.ScaleSet.Name);
        Assert.Single(service.Healthy.ScaleSets);
    }

    [Fact]
    public async Task A_creation_that_is_refused_for_another_reason_is_told()
    {
        await using var service = await FakeService.StartAsync();
        service.Next("create scale set", Answer.Error(400, "X.BadName", "bad name"));
        using var client = service.Client();

        var error = await Fails(client.EnsureScaleSetAsync(new ScaleSetSpec { Name = "a" }, Deadline));

        Assert.Equal(ActionsServiceErrorKind.Other, error.Kind);
        Assert.Contains("bad name", error.Message);
    }
}
