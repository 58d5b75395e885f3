using Deskrun.GitHub.Tests.Service;
using Deskrun.GitHub.Wire;
using static Deskrun.GitHub.Tests.Service.Wish;

namespace Deskrun.GitHub.Tests.Wire;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(409, "TaskAgentExistsException", ActionsServiceErrorKind.AgentExists)]
    [InlineData(404, "GitHub.DistributedTask.WebApi.TaskAgentNotFoundException", ActionsServiceErrorKind.AgentNotFound)]
    [InlineData(400, "TaskAgentJobStillRunningException", ActionsServiceErrorKind.JobStillRunning)]
    [InlineData(409, "RunnerScaleSetSessionConflictException", ActionsServiceErrorKind.SessionConflict)]
    [InlineData(400, "RunnerScaleSetSessionExpiredException", ActionsServiceErrorKind.SessionExpired)]
    [InlineData(404, "RunnerScaleSetNotFoundException", ActionsServiceErrorKind.ScaleSetNotFound)]
    [InlineData(404, "RunnerAdminException", ActionsServiceErrorKind.SessionEvicted)]
    [InlineData(400, "RunnerAdminException", ActionsServiceErrorKind.Other)]
    [InlineData(400, "RunnerScaleSetExistsException", ActionsServiceErrorKind.ScaleSetExists)]
    [InlineData(404, "SomethingElse", ActionsServiceErrorKind.NotFound)]
    [InlineData(401, "SomethingElse", ActionsServiceErrorKind.Unauthorized)]
    [InlineData(403, "SomethingElse", ActionsServiceErrorKind.Forbidden)]
    public void The_services_own_names_say_what_an_error_means(int status, string type, ActionsServiceErrorKind kind)
    {
        var error = ErrorReader.Read(Response(Answer.Error(status, type, "too bad")));

        Assert.Equal(kind, error.Kind);
        Assert.Contains(type, error.TypeName);
        Assert.Contains("too bad", error.Message);
    }

    [Fact]
    public void A_taken_name_is_told_by_the_message_alone()
    {
        var error = ErrorReader.Read(
            Response(Answer.Error(400, "Microsoft.X", "Runner scale set a already exists in runner group b"))
        );

        Assert.Equal(ActionsServiceErrorKind.ScaleSetExists, error.Kind);
    }

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("plain words", "text/plain")]
    [InlineData("<html><body>long page</body></html>", "text/html")]
    [InlineData("[1,2]", "application/json")]
    [InlineData("{\"message\":5,\"typeName\":null}", "application/json")]
    [InlineData("{\"message\":", "application/json")]
    public void An_error_of_any_form_is_an_error_and_nothing_else(string body, string type)
    {
        var error = ErrorReader.Read(Response(new Answer(400, body, type)));

        Assert.Equal(ActionsServiceErrorKind.Other, error.Kind);
        Assert.DoesNotContain("<html>", error.Message);
    }

    [Fact]
    public void A_long_message_is_cut()
    {
        var error = ErrorReader.Read(Response(new Answer(400, new string('x', 10_000), "text/plain")));

        Assert.True(error.Message.Length < 700);
    }

    [Fact]
    public async Task An_error_says_what_was_tried_and_carries_the_ids_for_support()
    {
        await using var service = await FakeService.StartAsync();
        service.Next(
            "find scale sets",
            (Answer.Error(400, "Some.BadThing", "no way") with { WithBom = true })
                .With("ActivityId", "act-1")
                .With("X-GitHub-Request-Id", "req-2")
        );
        using var client = service.Client();

        var error = await Fails(client.FindScaleSetAsync(3, "a b&c", Deadline));

        Assert.Equal("GET", error.Method);
        Assert.Equal(400, error.Status);
        Assert.Equal("act-1", error.ActivityId);
        Assert.Equal("req-2", error.RequestId);
        Assert.Equal("Some.BadThing, Some.Assembly", error.TypeName);
        Assert.Equal(
            $"GET {service.Root}/svc/_apis/runtime/runnerscalesets?runnerGroupId=3&name=a%20b%26c&api-version=6.0-preview"
                + " failed (status 400, type Some.BadThing, Some.Assembly, request id req-2, activity id act-1): no way",
            error.Message
        );
    }

    [Fact]
    public void A_url_shows_no_value_that_it_does_not_know()
    {
        var url = new Uri("https://user:pass@q.invalid/m?sig=SECRET&lastMessageId=4&x");

        Assert.Equal("https://q.invalid/m?sig=***&lastMessageId=4&x=***", SafeUrl.Of(url));
    }

    private static WireResponse Response(Answer answer) =>
        new(
            new WireRequest(HttpMethod.Get, new Uri("http://x.invalid/"))
            {
                Authorization = "Bearer y",
                UserAgent = "z",
            },
            answer.Status,
            answer.Bytes
        )
        {
            MediaType = answer.ContentType,
        };
}
