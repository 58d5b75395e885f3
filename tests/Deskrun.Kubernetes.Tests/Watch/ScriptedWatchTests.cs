using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Tests.Doubles;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Watch;

namespace Deskrun.Kubernetes.Tests.Watch;

/// <summary>What real servers do rarely, or only after minutes, byte for byte.</summary>
public sealed class ScriptedWatchTests : IDisposable
{
    private const string A1 = """{"metadata":{"name":"a","uid":"ua","resourceVersion":"11"}}""";
    private const string A2 = """{"metadata":{"name":"a","uid":"ua","resourceVersion":"12"}}""";
    private const string A3 = """{"metadata":{"name":"a","uid":"ua","resourceVersion":"13"}}""";
    private const string OtherA = """{"metadata":{"name":"a","uid":"other","resourceVersion":"20"}}""";
    private const string Bookmark = """{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"99"}}}""";
    private const string TooOld =
        """{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version"}}""";

    private readonly QuickTime time = new();
    private readonly List<WatchTrouble> troubles = [];
    private readonly CancellationTokenSource stop = new();

    [Fact]
    public async Task A_list_comes_first_then_Synced_then_changes_and_the_end()
    {
        using var server = Serve(
            [List("10", A1)],
            [ScriptedAnswer.OpenWatch(Event("MODIFIED", A2), Event("DELETED", A3))]
        );

        Assert.Equal(["Added a11", "Synced", "Modified a12", "Deleted a13"], await ReadAsync(server, 4));
        Assert.Contains("resourceVersion=10", Watches(server)[0].Path);
        Assert.Contains("allowWatchBookmarks=true", Watches(server)[0].Path);
    }

    [Fact]
    public async Task A_renewed_watch_goes_on_after_the_last_bookmark()
    {
        using var server = Serve(
            [List("10", A1)],
            [ScriptedAnswer.Watch(Bookmark), ScriptedAnswer.OpenWatch(Event("MODIFIED", A2))]
        );

        Assert.Equal(["Added a11", "Synced", "Modified a12"], await ReadAsync(server, 3));
        Assert.Contains("resourceVersion=99", Watches(server)[1].Path);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task A_cut_within_a_message_is_outlived_and_the_message_told_once()
    {
        using var server = Serve(
            [List("10")],
            [
                ScriptedAnswer.CutWatch(Event("ADDED", A1) + "\n" + Event("MODIFIED", A2)[..30]),
                ScriptedAnswer.OpenWatch(Event("MODIFIED", A2)),
            ]
        );

        Assert.Equal(["Synced", "Added a11", "Modified a12"], await ReadAsync(server, 3));
        Assert.Contains("resourceVersion=11", Watches(server)[1].Path);
        Assert.True(Assert.Single(troubles).Delay >= WatchPace.Shortest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_410_the_list_tells_what_was_deleted_meanwhile_and_what_took_its_name(bool asMessage)
    {
        var gone = asMessage ? ScriptedAnswer.Watch(TooOld) : ScriptedAnswer.Status(410, "Expired", "too old");
        using var server = Serve(
            [List("10", A1), List("30", OtherA), List("40")],
            [gone, gone, ScriptedAnswer.OpenWatch()]
        );

        Assert.Equal(
            [
                "Added a11",
                "Synced",
                "Deleted a11 (inferred)",
                "Added a20",
                "Synced",
                "Deleted a20 (inferred)",
                "Synced",
            ],
            await ReadAsync(server, 7)
        );
    }

    [Fact]
    public async Task An_unchanged_list_tells_nothing_twice()
    {
        using var server = Serve(
            [List("10", A1), List("30", A1)],
            [ScriptedAnswer.Watch(TooOld), ScriptedAnswer.OpenWatch(Event("DELETED", A2))]
        );

        Assert.Equal(["Added a11", "Synced", "Synced", "Deleted a12"], await ReadAsync(server, 4));
    }

    [Fact]
    public async Task A_watch_that_ends_every_time_at_once_never_becomes_a_busy_loop()
    {
        using var server = Serve(
            [List("10", A1)],
            [.. Enumerable.Repeat(ScriptedAnswer.Watch(), 6), ScriptedAnswer.OpenWatch(Event("DELETED", A2))]
        );

        Assert.Equal("Deleted a12", (await ReadAsync(server, 3))[^1]);
        Assert.True(troubles.Count >= 3);
        Assert.All(troubles, trouble => Assert.True(trouble.Delay >= WatchPace.Shortest));
    }

    [Fact]
    public async Task Faults_of_the_server_are_waited_out_as_long_as_it_asks()
    {
        using var server = Serve(
            [ScriptedAnswer.Status(503, "ServiceUnavailable", "starting"), List("10", A1)],
            [
                ScriptedAnswer.Status(429, "TooManyRequests", "slow", "Retry-After: 40"),
                ScriptedAnswer.Status(500, "InternalError", "etcd"),
                ScriptedAnswer.OpenWatch(Event("DELETED", A2)),
            ]
        );

        Assert.Equal(["Added a11", "Synced", "Deleted a12"], await ReadAsync(server, 3));
        Assert.Equal(3, troubles.Count);
        Assert.Equal(TimeSpan.FromSeconds(40), troubles[1].Delay);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_refusal_of_the_first_list_is_thrown_at_once(int code)
    {
        using var server = Serve([ScriptedAnswer.Status(code, "No", "no")], []);

        var error = await Assert.ThrowsAsync<KubeException>(() => ReadAsync(server, 1));

        Assert.Equal(code, error.StatusCode);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task A_refusal_later_is_outlived_for_a_while_then_thrown()
    {
        var no = ScriptedAnswer.Status(403, "Forbidden", "no");
        using var outlived = Serve([List("10", A1)], [no, no, ScriptedAnswer.OpenWatch(Event("DELETED", A2))]);
        Assert.Equal(["Added a11", "Synced", "Deleted a12"], await ReadAsync(outlived, 3));

        using var stays = Serve([List("10", A1)], [no]);
        Assert.True((await Assert.ThrowsAsync<KubeException>(() => ReadAsync(stays, 3))).Forbidden);
        Assert.InRange(Watches(stays).Count, 3, 10);
    }

    [Fact]
    public async Task A_server_set_back_in_time_is_listed_anew()
    {
        var future = ScriptedAnswer.Status(504, "Timeout", "Too large resource version: 11, current: 5");
        using var server = Serve([List("10", A1), List("5")], [future, ScriptedAnswer.OpenWatch()]);

        Assert.Equal(["Added a11", "Synced", "Deleted a11 (inferred)", "Synced"], await ReadAsync(server, 4));
    }

    [Fact]
    public async Task A_watch_since_a_known_object_needs_no_list()
    {
        var known = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(A1)!;
        using var server = Serve([], [ScriptedAnswer.OpenWatch(Event("MODIFIED", A2), Event("DELETED", A3))]);
        var options = new WatchOptions
        {
            Since = known,
            Selection = ListOptions.Named("a"),
            Renewal = TimeSpan.FromHours(1),
        };

        Assert.Equal(["Modified a12", "Deleted a13"], await ReadAsync(server, 2, options));
        var request = Assert.Single(server.Requests);
        Assert.Contains("resourceVersion=11", request.Path);
        Assert.Contains("fieldSelector=metadata.name%3Da", request.Path);
    }

    [Fact]
    public async Task A_connection_that_outlives_its_time_in_silence_is_given_up()
    {
        using var server = Serve(
            [List("10", A1)],
            [ScriptedAnswer.OpenWatch(), ScriptedAnswer.OpenWatch(Event("DELETED", A2))]
        );

        // One minute passes at once on this clock, until the first connection was given up.
        var options = new WatchOptions { Renewal = TimeSpan.FromMinutes(1) };
        Assert.Equal(["Added a11", "Synced", "Deleted a12"], await ReadAsync(server, 3, options));
        Assert.IsType<TimeoutException>(Assert.Single(troubles).Error);
    }

    [Fact]
    public async Task A_large_message_in_many_pieces_comes_whole()
    {
        var text = new string('x', 300_000);
        var large = $$$"""{"metadata":{"name":"a","uid":"ua","resourceVersion":"11"},"data":{"value":"{{{text}}}"}}""";
        using var server = Serve([List("10")], [ScriptedAnswer.OpenWatch(Event("ADDED", large), Event("DELETED", A2))]);

        Assert.Equal(["Synced", "Added a11", "Deleted a12"], await ReadAsync(server, 3));
    }

    public void Dispose() => stop.Dispose();

    private static ScriptedAnswer List(string version, params string[] items) =>
        ScriptedAnswer.Json(
            200,
            $$$"""{"kind":"ConfigMapList","metadata":{"resourceVersion":"{{{version}}}"},"items":[{{{string.Join(',', items)}}}]}"""
        );

    private static string Event(string type, string item) => $$"""{"type":"{{type}}","object":{{item}}}""";

    private static ScriptedServer Serve(ScriptedAnswer[] lists, ScriptedAnswer[] watches)
    {
        var (listed, watched) = (0, 0);
        return new ScriptedServer(request =>
            request.Path.Contains("watch=1")
                ? watches[Math.Min(watched++, watches.Length - 1)]
                : lists[Math.Min(listed++, lists.Length - 1)]
        );
    }

    private static List<ScriptedRequest> Watches(ScriptedServer server) =>
        [.. server.Requests.Where(request => request.Path.Contains("watch=1"))];

    private void Note(WatchTrouble trouble)
    {
        troubles.Add(trouble);
        if (trouble.Error is TimeoutException)
        {
            time.Longest = TimeSpan.FromSeconds(30);
        }
    }

    private Task<List<string>> ReadAsync(ScriptedServer server, int count, WatchOptions? options = null) =>
        ReadUnboundedAsync(server, count, options).Soon();

    private async Task<List<string>> ReadUnboundedAsync(ScriptedServer server, int count, WatchOptions? options)
    {
        var clientOptions = new KubeClientOptions { TimeProvider = time, RequestTimeout = TimeSpan.FromHours(1) };
        using var client = new KubeClient(KubeConnection.To(server.Address, null), clientOptions);
        options = (options ?? new WatchOptions { Renewal = TimeSpan.FromHours(1) }) with { OnTrouble = Note };
        var told = new List<string>();
        var watch = new KubeWatch(client, WellKnown.ConfigMaps, "s", options);
        await foreach (var seen in watch.ReadAsync(stop.Token))
        {
            var item = seen.Object is { } found ? $" {found.Name()}{found.ResourceVersion()}" : "";
            told.Add($"{seen.Type}{item}{(seen.Inferred ? " (inferred)" : "")}");
            if (told.Count == count)
            {
                break;
            }
        }

        return told;
    }
}
