using System.Net;
using System.Text.Json.Nodes;

namespace Deskrun.ActionsService.Tests;

/// <summary>A scripted listener: does what the reference client does, one call at a time.</summary>
internal sealed class ListenerDouble : IDisposable
{
    private ListenerDouble(ActionsServiceHost host, Http http) => (Host, Http) = (host, http);

    public ActionsServiceHost Host { get; }
    public Http Http { get; }
    public Uri ServiceUrl { get; private set; } = null!;
    public string AdminToken { get; private set; } = "";
    public int ScaleSetId { get; private set; }
    public JsonNode Session { get; private set; } = null!;
    public long LastMessageId { get; set; }

    public string Admin => $"Bearer {AdminToken}";
    public string Queue => $"Bearer {Session["messageQueueAccessToken"]}";

    public static async Task<ListenerDouble> StartAsync(ActionsServiceHost host, string name, string[] labels)
    {
        var listener = new ListenerDouble(host, new Http(host.BaseUri));
        await listener.RegisterAsync("octo/demo");
        await listener.CreateScaleSetAsync(name, labels);
        (await listener.OpenSessionAsync()).Expect(HttpStatusCode.OK);
        return listener;
    }

    public static async Task<ListenerDouble> RegisteredAsync(ActionsServiceHost host, string path = "octo/demo")
    {
        var listener = new ListenerDouble(host, new Http(host.BaseUri));
        await listener.RegisterAsync(path);
        return listener;
    }

    public async Task RegisterAsync(string path)
    {
        var scope = path.Contains('/') ? $"repos/{path}" : $"orgs/{path}";
        var token = await Http.SendAsync(
            "POST",
            $"/api/v3/{scope}/actions/runners/registration-token",
            $"Bearer {Host.Token}"
        );
        var exchange = await Http.SendAsync(
            "POST",
            "/api/v3/actions/runner-registration",
            $"RemoteAuth {token.Expect(HttpStatusCode.Created).Json["token"]}",
            $$"""{"url":"{{new Uri(Host.BaseUri, path)}}","runner_event":"register"}"""
        );
        exchange.Expect(HttpStatusCode.OK);
        ServiceUrl = new Uri((string)exchange.Json["url"]!);
        AdminToken = (string)exchange.Json["token"]!;
    }

    public async Task<Answer> CreateScaleSetAsync(string name, params string[] labels)
    {
        // What the Go client sends: zero time and empty setting included.
        var list = string.Join(
            ',',
            (labels.Length > 0 ? labels : [name]).Select(l => $$"""{"type":"System","name":"{{l}}"}""")
        );
        var body =
            $$"""{"name":"{{name}}","runnerGroupId":1,"labels":[{{list}}],"RunnerSetting":{},"createdOn":"0001-01-01T00:00:00Z"}""";
        var answer = await CallAsync("POST", "_apis/runtime/runnerscalesets", body);
        if (answer.Status == HttpStatusCode.OK)
        {
            ScaleSetId = (int)answer.Json["id"]!;
        }

        return answer;
    }

    public Task<Answer> CallAsync(string method, string path, string? body = null)
    {
        var separator = path.Contains('?') ? '&' : '?';
        return Http.SendAsync(method, $"{ServiceUrl}{path}{separator}api-version=6.0-preview", Admin, body);
    }

    public string SetPath => $"_apis/runtime/runnerscalesets/{ScaleSetId}";

    public async Task<Answer> OpenSessionAsync()
    {
        var answer = await CallAsync("POST", $"{SetPath}/sessions", """{"ownerName":"double"}""");
        if (answer.Status == HttpStatusCode.OK)
        {
            Session = answer.Json;
        }

        return answer;
    }

    public async Task<Answer> RefreshAsync()
    {
        var answer = await CallAsync("PATCH", $"{SetPath}/sessions/{Session["sessionId"]}");
        if (answer.Status == HttpStatusCode.OK)
        {
            Session = answer.Json;
        }

        return answer;
    }

    public Task<Answer> PollAsync(int capacity = 10, CancellationToken cancellation = default)
    {
        var url = (string)Session["messageQueueUrl"]! + (LastMessageId > 0 ? $"&lastMessageId={LastMessageId}" : "");
        return Http.SendAsync(
            "GET",
            url,
            Queue,
            null,
            cancellation,
            ("X-ScaleSetMaxCapacity", $"{capacity}"),
            ("Accept", "application/json; api-version=6.0-preview")
        );
    }

    /// <summary>Polls until there is a message, deletes it and gives its items.</summary>
    public async Task<(JsonNode Message, JsonNode[] Items)> NextAsync(int capacity = 10)
    {
        while (true)
        {
            var answer = await PollAsync(capacity);
            if (answer.Status == HttpStatusCode.Accepted)
            {
                continue;
            }

            var message = answer.Expect(HttpStatusCode.OK).Json;
            LastMessageId = (long)message["messageId"]!;
            (await DeleteAsync(LastMessageId)).Expect(HttpStatusCode.NoContent);
            return (message, Items(message));
        }
    }

    /// <summary>Reads messages until one has an item of the type.</summary>
    public async Task<JsonNode> NextOfAsync(string type, int capacity = 10)
    {
        while (true)
        {
            var (_, items) = await NextAsync(capacity);
            if (items.FirstOrDefault(i => (string)i["messageType"]! == type) is { } item)
            {
                return item;
            }
        }
    }

    public static JsonNode[] Items(JsonNode message) =>
        [.. JsonNode.Parse((string)message["body"]!)!.AsArray().Select(i => i!)];

    public Task<Answer> DeleteAsync(long messageId)
    {
        var url = new UriBuilder((string)Session["messageQueueUrl"]!);
        url.Path += $"/{messageId}";
        return Http.SendAsync("DELETE", url.Uri.ToString(), Queue);
    }

    public Task<Answer> AcquireAsync(params long[] ids) =>
        Http.SendAsync(
            "POST",
            $"{ServiceUrl}{SetPath}/acquirejobs?api-version=6.0-preview",
            Queue,
            $"[{string.Join(',', ids)}]"
        );

    public Task<Answer> JitAsync(string name) =>
        CallAsync("POST", $"{SetPath}/generatejitconfig", $$"""{"name":"{{name}}","workFolder":""}""");

    public async Task<RunnerDouble> RunnerAsync(string name = "runner-1")
    {
        var answer = (await JitAsync(name)).Expect(HttpStatusCode.OK);
        return new RunnerDouble((string)answer.Json["encodedJITConfig"]!);
    }

    public async Task<JsonNode> StatisticsAsync() => (await CallAsync("GET", SetPath)).Json["statistics"]!;

    public void Dispose() => Http.Dispose();
}
