using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Logs;
using Deskrun.Kubernetes.Tests.Doubles;
using Deskrun.Kubernetes.Verbs;
using Deskrun.KubeServer;

namespace Deskrun.Kubernetes.Tests.Logs;

public sealed class PodLogTests
{
    private readonly QuickTime time = new();

    [Fact]
    public async Task A_log_comes_line_by_line_and_the_request_says_which_part()
    {
        using var server = new ScriptedServer(ScriptedAnswer.Watch("one", "", "zwei ü"));
        using var client = Client(server);
        var options = new PodLogOptions
        {
            Container = "run ner",
            Previous = true,
            TailLines = 20,
        };

        var lines = await AllAsync(client, options);

        Assert.Equal(["one", "", "zwei ü"], lines);
        var request = Assert.Single(server.Requests);
        Assert.Equal("/api/v1/namespaces/s/pods/p/log?container=run%20ner&previous=true&tailLines=20", request.Path);
        Assert.Equal("application/json, */*", request.Header("Accept"));
    }

    [Fact]
    public async Task A_followed_log_shows_each_line_before_the_next_is_written_and_ends_when_cancelled()
    {
        using var server = new ScriptedServer(ScriptedAnswer.OpenWatch("one", "two"));
        using var client = Client(server);
        using var stop = new CancellationTokenSource();
        await using var lines = new PodLogs(client)
            .ReadAsync("s", "p", new PodLogOptions { Follow = true }, stop.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await lines.MoveNextAsync().AsTask().Soon());
        Assert.Equal("one", lines.Current);
        Assert.True(await lines.MoveNextAsync().AsTask().Soon());
        Assert.Equal("two", lines.Current);
        var next = lines.MoveNextAsync().AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next).Soon();
        Assert.EndsWith("/log?follow=true", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task A_container_that_has_not_started_is_told_in_the_servers_words()
    {
        var words = "container runner in pod p is waiting to start: ContainerCreating";
        using var server = new ScriptedServer(ScriptedAnswer.Status(400, "BadRequest", words));
        using var client = Client(server);

        var error = await Assert.ThrowsAsync<KubeException>(() => AllAsync(client));

        Assert.Equal(words, error.ServerMessage);
    }

    [Fact]
    public async Task A_missing_right_names_the_rule_for_the_log()
    {
        using var server = new ScriptedServer(ScriptedAnswer.Status(403, "Forbidden", "no"));
        using var client = Client(server);

        var error = await Assert.ThrowsAsync<KubeException>(() => AllAsync(client));

        Assert.Contains("""resources: ["pods/log"], verbs: ["get"]""", error.Message);
    }

    [Fact]
    public async Task A_log_that_is_cut_within_a_line_is_told_after_the_lines_that_came()
    {
        using var server = new ScriptedServer(ScriptedAnswer.CutWatch("one\nhalf a li"));
        using var client = Client(server);
        var seen = new List<string>();

        var error = await Assert.ThrowsAsync<KubeException>(async () =>
        {
            await foreach (var line in new PodLogs(client).ReadAsync("s", "p"))
            {
                seen.Add(line);
            }
        });

        Assert.Equal(["one"], seen);
        Assert.True(error.Unanswered);
    }

    [Fact]
    public async Task A_log_that_stands_still_ends_with_an_error_unless_it_is_followed()
    {
        using var server = new ScriptedServer(ScriptedAnswer.OpenWatch("one"));
        using var client = Client(server);
        time.Longest = TimeSpan.FromHours(1);

        var error = await Assert.ThrowsAsync<KubeException>(() => AllAsync(client)).Soon();

        Assert.Contains("no answer in time", error.Message);
    }

    [Fact]
    public async Task A_real_server_refuses_the_log_of_a_pod_that_is_not_there()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();

        var error = await Assert.ThrowsAsync<KubeException>(async () =>
            await new PodLogs(client).ReadAsync(space, "none").ToListAsync()
        );

        Assert.True(error.NotFound);
    }

    private KubeClient Client(ScriptedServer server) =>
        new(
            KubeConnection.To(server.Address, null),
            new KubeClientOptions
            {
                TimeProvider = time,
                Http2 = false,
                RetryBudget = TimeSpan.Zero,
                RequestTimeout = TimeSpan.FromMinutes(30),
            }
        );

    private static async Task<List<string>> AllAsync(KubeClient client, PodLogOptions? options = null) =>
        await new PodLogs(client).ReadAsync("s", "p", options).ToListAsync().AsTask().Soon();
}
