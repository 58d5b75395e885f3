using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Tests.Doubles;
using Deskrun.Kubernetes.Verbs;
using Deskrun.KubeServer;

namespace Deskrun.Kubernetes.Tests.Verbs;

public sealed class RetryTests
{
    private static readonly ResourceKind Maps = WellKnown.ConfigMaps;
    private static readonly ScriptedAnswer Good = ScriptedAnswer.Json(200, """{"metadata":{"name":"x"}}""");
    private readonly QuickTime time = new();

    [Fact]
    public async Task A_429_is_tried_again_no_sooner_than_the_server_asks()
    {
        using var server = new ScriptedServer(
            ScriptedAnswer.Status(429, "TooManyRequests", "slow down", "Retry-After: 7"),
            Good
        );
        using var client = Client(server);

        await client.CreateAsync(Maps, "s", TestObjects.ConfigMap("x")).Soon();

        Assert.Equal(2, server.Requests.Count);
        Assert.InRange(Assert.Single(time.Waits), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Faults_of_the_server_are_outlived_within_the_budget_with_growing_waits()
    {
        var broken = ScriptedAnswer.Status(500, "InternalError", "etcd is away");
        using var server = new ScriptedServer(broken, broken, broken, Good);
        using var client = Client(server);

        await client.GetAsync(Maps, "s", "x").Soon();

        Assert.Equal(4, server.Requests.Count);
        Assert.Equal(3, time.Waits.Count);
        Assert.True(time.Waits[2] > time.Waits[0]);
    }

    [Fact]
    public async Task A_fault_that_stays_is_told_when_the_budget_is_spent()
    {
        using var server = new ScriptedServer(ScriptedAnswer.Status(503, "ServiceUnavailable", "no leader"));
        using var client = Client(server);

        var error = await Assert.ThrowsAsync<KubeException>(() => client.GetAsync(Maps, "s", "x")).Soon();

        Assert.Equal(503, error.StatusCode);
        Assert.Contains("GET /api/v1/namespaces/s/configmaps/x", error.Message);
        Assert.Contains("no leader", error.Message);
        Assert.True(time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait) <= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_server_that_has_answered_once_is_waited_for_longer_than_one_that_never_did()
    {
        using var server = new ScriptedServer(Good, ScriptedAnswer.Status(503, "ServiceUnavailable", "restarting"));
        var options = Options() with
        {
            FirstRetryBudget = TimeSpan.FromSeconds(3),
            RetryBudget = TimeSpan.FromMinutes(1),
        };
        using var client = new KubeClient(KubeConnection.To(server.Address, null), options);
        using var stranger = new KubeClient(KubeConnection.To(new Uri("http://127.0.0.1:1/"), null), options);

        await client.GetAsync(Maps, "s", "x").Soon();
        await Assert.ThrowsAsync<KubeException>(() => client.GetAsync(Maps, "s", "x")).Soon();
        var known = Sum();
        await Assert.ThrowsAsync<KubeException>(() => stranger.GetAsync(Maps, "s", "x")).Soon();
        var unknown = Sum() - known;

        Assert.InRange(known, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));
        Assert.InRange(unknown, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

        TimeSpan Sum() => time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait);
    }

    [Fact]
    public async Task A_longer_wait_than_the_budget_ends_at_once()
    {
        using var server = new ScriptedServer(ScriptedAnswer.Status(429, "TooManyRequests", "x", "Retry-After: 3600"));
        using var client = Client(server);

        var error = await Assert.ThrowsAsync<KubeException>(() => client.GetAsync(Maps, "s", "x")).Soon();

        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task A_create_whose_answer_was_lost_tells_that_the_object_may_be_its_own()
    {
        using var server = new ScriptedServer(
            ScriptedAnswer.Cut,
            ScriptedAnswer.Status(409, "AlreadyExists", "it exists")
        );
        using var client = Client(server);

        var error = await Assert
            .ThrowsAsync<KubeException>(() => client.CreateAsync(Maps, "s", TestObjects.ConfigMap("x")))
            .Soon();

        Assert.True(error.AlreadyExists);
        Assert.True(error.EarlierAnswerLost);
    }

    [Fact]
    public async Task A_create_with_a_generated_name_is_never_sent_twice_once_it_may_have_been_done()
    {
        using var server = new ScriptedServer(ScriptedAnswer.Cut, Good);
        using var client = Client(server);
        var made = TestObjects.ConfigMap("x");
        made["metadata"] = new JsonObject { ["generateName"] = "x-" };

        var error = await Assert.ThrowsAsync<KubeException>(() => client.CreateAsync(Maps, "s", made)).Soon();

        Assert.True(error.Unanswered);
        Assert.True(error.EarlierAnswerLost);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_json_patch_is_not_sent_twice_but_a_merge_patch_is()
    {
        using var server = new ScriptedServer(ScriptedAnswer.Cut, ScriptedAnswer.Cut, Good);
        using var client = Client(server);

        await Assert.ThrowsAsync<KubeException>(() => client.PatchAsync(Maps, "s", "x", KubePatch.Json([]))).Soon();
        await client.PatchAsync(Maps, "s", "x", KubePatch.Merge([])).Soon();

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_delete_whose_first_answer_was_lost_counts_a_404_as_done()
    {
        using var server = new ScriptedServer(ScriptedAnswer.Cut, ScriptedAnswer.Status(404, "NotFound", "gone"));
        using var client = Client(server);

        Assert.True(await client.DeleteAsync(Maps, "s", "x").Soon());
    }

    [Fact]
    public async Task A_refused_connection_is_tried_again_even_for_what_is_not_repeatable()
    {
        var nobody = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        using var client = new KubeClient(KubeConnection.To(nobody, null), Options());

        var error = await Assert
            .ThrowsAsync<KubeException>(() => client.PatchAsync(Maps, "s", "x", KubePatch.Json([])))
            .Soon();

        Assert.True(error.Unanswered);
        Assert.False(error.EarlierAnswerLost);
        Assert.NotEmpty(time.Waits);
        Assert.Contains(nobody.ToString(), error.Message);
    }

    [Fact]
    public async Task A_silent_server_is_given_up_after_the_time_out()
    {
        using var server = new ScriptedServer(ScriptedAnswer.Silence);
        var options = Options() with
        {
            RequestTimeout = TimeSpan.FromMilliseconds(50),
            TimeProvider = TimeProvider.System,
        };
        using var client = new KubeClient(
            KubeConnection.To(server.Address, null),
            options with
            {
                RetryBudget = TimeSpan.Zero,
            }
        );

        var error = await Assert.ThrowsAsync<KubeException>(() => client.GetAsync(Maps, "s", "x")).Soon();

        Assert.True(error.Unanswered);
        Assert.Contains("no answer in time", error.Message);
    }

    [Fact]
    public async Task A_cancelled_request_is_cancelled_not_failed()
    {
        using var server = new ScriptedServer(ScriptedAnswer.Silence);
        using var client = Client(server);
        using var cancel = new CancellationTokenSource();
        var request = client.GetAsync(Maps, "s", "x", cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request).Soon();
    }

    [Fact]
    public async Task A_list_whose_continue_token_expires_begins_anew_all_at_once()
    {
        const string First =
            """{"kind":"ConfigMapList","metadata":{"resourceVersion":"5","continue":"c"},"items":[{"metadata":{"name":"a"}}]}""";
        const string All =
            """{"kind":"ConfigMapList","metadata":{"resourceVersion":"9"},"items":[{"metadata":{"name":"b"}},{"metadata":{"name":"c"}}]}""";
        using var server = new ScriptedServer(
            ScriptedAnswer.Json(200, First),
            ScriptedAnswer.Status(410, "Expired", "too old"),
            ScriptedAnswer.Json(200, All)
        );
        using var client = Client(server);

        var list = await client.ListAsync(Maps, null).Soon();

        Assert.Equal(["b", "c"], list.Items.Select(item => item.Name()));
        Assert.Equal("9", list.ResourceVersion);
        Assert.DoesNotContain("limit", server.Requests[2].Path);
        Assert.All(list.Items, item => Assert.Equal("ConfigMap", item.Text("kind")));
    }

    [Fact]
    public async Task An_answer_that_is_no_json_is_named_as_such()
    {
        using var server = new ScriptedServer(ScriptedAnswer.Json(200, "<html>login</html>"));
        using var client = Client(server);

        var error = await Assert.ThrowsAsync<KubeException>(() => client.GetAsync(Maps, "s", "x")).Soon();

        Assert.Contains("no JSON", error.Message);
    }

    [Theory]
    [InlineData(429, false, false, true)]
    [InlineData(503, true, false, true)]
    [InlineData(503, false, false, false)]
    [InlineData(503, false, true, true)]
    [InlineData(500, true, false, false)]
    [InlineData(504, false, true, true)]
    [InlineData(409, true, true, false)]
    [InlineData(422, false, true, false)]
    public void What_may_be_sent_again(int status, bool retryAfter, bool repeatable, bool again) =>
        Assert.Equal(again, RetryPolicy.MayRetry(status, retryAfter, repeatable));

    private KubeClientOptions Options() => new() { TimeProvider = time, RequestTimeout = TimeSpan.FromHours(1) };

    private KubeClient Client(ScriptedServer server) => new(KubeConnection.To(server.Address, null), Options());
}
