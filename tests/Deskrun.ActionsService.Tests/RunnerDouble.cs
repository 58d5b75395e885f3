using System.Buffers.Text;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Deskrun.ActionsService.Tests;

/// <summary>A scripted runner: speaks the runner protocol from a just-in-time configuration on, call by call.</summary>
internal sealed class RunnerDouble : IDisposable
{
    private readonly JsonNode settings;
    private readonly JsonNode credentials;
    private readonly RSA? key;

    public RunnerDouble(string jitConfig)
    {
        var files = JsonNode.Parse(Convert.FromBase64String(jitConfig))!;
        settings = File(files, ".runner");
        credentials = File(files, ".credentials");
        if (files[".credentials_rsaparams"] is not null)
        {
            var p = File(files, ".credentials_rsaparams");
            byte[] Part(string name) => Convert.FromBase64String((string)p[name]!);
            key = RSA.Create(
                new RSAParameters
                {
                    D = Part("d"),
                    DP = Part("dp"),
                    DQ = Part("dq"),
                    Exponent = Part("exponent"),
                    InverseQ = Part("inverseQ"),
                    Modulus = Part("modulus"),
                    P = Part("p"),
                    Q = Part("q"),
                }
            );
        }

        Http = new Http(new Uri((string)settings["ServerUrlV2"]!));
    }

    public Http Http { get; }
    public string Bearer { get; set; } = "";
    public string SessionId { get; private set; } = "";
    public JsonNode Job { get; private set; } = null!;
    public string JobBearer { get; private set; } = "";
    public int Id => (int)settings["AgentId"]!;
    public string JobId => (string)Job["jobId"]!;
    public string PlanId => (string)Job["plan"]!["planId"]!;

    public string StepId(int index) => (string)Job["steps"]![index]!["id"]!;

    /// <summary>Signs in and opens a session.</summary>
    public async Task<RunnerDouble> ConnectAsync()
    {
        Bearer = key is null
            ? $"Bearer {credentials["Data"]!["token"]}"
            : $"Bearer {(await AskTokenAsync()).Expect(HttpStatusCode.OK).Json["access_token"]}";
        var session = await OpenSessionAsync();
        SessionId = (string)session.Expect(HttpStatusCode.OK).Json["sessionId"]!;
        return this;
    }

    public Task<Answer> OpenSessionAsync() =>
        Http.SendAsync(
            "POST",
            "session",
            Bearer,
            $$$"""{"sessionId":"{{{Guid.Empty}}}","ownerName":"host (PID: 1)","agent":{"id":{{{Id}}},"version":"2.336.0"}}"""
        );

    public Task<Answer> AskTokenAsync(Func<string, string>? tamper = null, RSA? otherKey = null)
    {
        var url = (string)credentials["Data"]!["authorizationUrl"]!;
        var client = (string)credentials["Data"]!["clientId"]!;
        var expires = DateTimeOffset.UnixEpoch.AddYears(200).ToUnixTimeSeconds();
        var text =
            Encode("""{"alg":"PS256","typ":"JWT"}""")
            + "."
            + Encode($$"""{"iss":"{{client}}","sub":"{{client}}","aud":"{{url}}","exp":{{expires}}}""");
        var signature = (otherKey ?? key!).SignData(
            Encoding.ASCII.GetBytes(text),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pss
        );
        var assertion = $"{text}.{Base64Url.EncodeToString(signature)}";
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent([
                new("grant_type", "client_credentials"),
                new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                new("client_assertion", tamper?.Invoke(assertion) ?? assertion),
            ]),
        };
        return Http.SendAsync(request);
    }

    public Task<Answer> PollAsync(string status = "Online", CancellationToken cancellation = default) =>
        Http.SendAsync(
            "GET",
            $"message?sessionId={SessionId}&status={status}&runnerVersion=2.336.0&os=Linux&architecture=X64",
            Bearer,
            null,
            cancellation
        );

    /// <summary>Waits for a job, acknowledges and takes it.</summary>
    public async Task<RunnerDouble> TakeJobAsync()
    {
        var message = await NextMessageAsync();
        Assert.Equal("RunnerJobRequest", (string)message["messageType"]!);
        var body = JsonNode.Parse((string)message["body"]!)!;
        Assert.True((bool)body["should_acknowledge"]!);
        (await Http.SendAsync("POST", $"acknowledge?sessionId={SessionId}", Bearer, body.ToJsonString())).Expect(
            HttpStatusCode.OK
        );
        (await AcquireAsync(body)).Expect(HttpStatusCode.OK);
        return this;
    }

    public async Task<Answer> AcquireAsync(JsonNode body)
    {
        var answer = await Http.SendAsync(
            "POST",
            $"{body["run_service_url"]}acquirejob",
            Bearer,
            $$"""{"jobMessageId":"{{body["runner_request_id"]}}","runnerOS":"Linux","billingOwnerId":"local"}"""
        );
        if (answer.Status == HttpStatusCode.OK)
        {
            Job = answer.Json;
            var endpoint = Job["resources"]!["endpoints"]![0]!;
            JobBearer = $"Bearer {endpoint["authorization"]!["parameters"]!["AccessToken"]}";
        }

        return answer;
    }

    public async Task<JsonNode> NextMessageAsync(string status = "Online")
    {
        while (true)
        {
            var answer = await PollAsync(status);
            if (answer.Status != HttpStatusCode.Accepted)
            {
                return answer.Expect(HttpStatusCode.OK).Json;
            }
        }
    }

    public Task<Answer> RenewAsync() =>
        Http.SendAsync("POST", "run/renewjob", JobBearer, $$"""{"planId":"{{PlanId}}","jobId":"{{JobId}}"}""");

    public Task<Answer> CompleteAsync(string conclusion = "succeeded", string more = "") =>
        Http.SendAsync(
            "POST",
            "run/completejob",
            JobBearer,
            $$"""{"planId":"{{PlanId}}","jobId":"{{JobId}}","conclusion":"{{conclusion}}"{{more}}}"""
        );

    /// <summary>Shows the runner's own token where the job's belongs.</summary>
    public void UseBearerForJobs() => JobBearer = Bearer;

    public Task<Answer> CloseAsync() => Http.SendAsync("DELETE", "session", Bearer);

    public Task<Answer> TwirpAsync(string call, string body) =>
        Http.SendAsync(
            "POST",
            call == "WorkflowStepsUpdate"
                ? $"twirp/github.actions.results.api.v1.WorkflowStepUpdateService/{call}"
                : $"twirp/results.services.receiver.Receiver/{call}",
            JobBearer,
            $$"""{"workflow_job_run_backend_id":"{{JobId}}","workflow_run_backend_id":"{{PlanId}}",{{body}}}"""
        );

    /// <summary>Sends a step's state; status 3 in progress, 6 completed; conclusion 2 success, 3 failure, 7 skipped.</summary>
    public Task<Answer> UpdateStepAsync(
        int order,
        string id,
        int number,
        string name,
        int status,
        int conclusion = 0
    ) =>
        TwirpAsync(
            "WorkflowStepsUpdate",
            $$"""
            "change_order":{{order}},"steps":[{"external_id":"{{id}}","number":{{number}},"name":"{{name}}","status":{{status}},
            "conclusion":{{conclusion}},"started_at":"2026-01-01T00:00:00.000Z"}]
            """
        );

    public async Task UploadStepLogAsync(string stepId, string text, int lines)
    {
        var url = (await TwirpAsync("GetStepLogsSignedBlobURL", $"\"step_backend_id\":\"{stepId}\"")).Expect(
            HttpStatusCode.OK
        );
        Assert.Contains('?', (string)url.Json["logs_url"]!);
        (await PutAsync((string)url.Json["logs_url"]!, text)).Expect(HttpStatusCode.Created);
        (await TwirpAsync("CreateStepLogsMetadata", $"\"step_backend_id\":\"{stepId}\",\"line_count\":{lines}")).Expect(
            HttpStatusCode.OK
        );
    }

    public Task<Answer> PutAsync(string url, string text, string type = "BlockBlob")
    {
        var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new StringContent(text) };
        request.Content.Headers.TryAddWithoutValidation("x-ms-blob-type", type);
        return Http.SendAsync(request);
    }

    /// <summary>Opens the live feed.</summary>
    public async Task<ClientWebSocket> FeedAsync()
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", JobBearer);
        var url = (string)Job["resources"]!["endpoints"]![0]!["data"]!["FeedStreamUrl"]!;
        await socket.ConnectAsync(new Uri(url), TestTimeout.Token);
        return socket;
    }

    /// <summary>Sends lines in pieces of 1 KiB, as the official runner does.</summary>
    public static async Task FeedAsync(ClientWebSocket socket, string stepId, long start, params string[] lines)
    {
        var json = new JsonObject
        {
            ["count"] = lines.Length,
            ["value"] = new JsonArray([.. lines.Select(l => JsonValue.Create(l))]),
            ["stepId"] = stepId,
            ["startLine"] = start,
        };
        var bytes = Encoding.UTF8.GetBytes(json.ToString());
        for (var i = 0; i < bytes.Length; i += 1024)
        {
            var piece = bytes.AsMemory(i, Math.Min(1024, bytes.Length - i));
            await socket.SendAsync(piece, WebSocketMessageType.Text, i + 1024 >= bytes.Length, TestTimeout.Token);
        }
    }

    public void Dispose()
    {
        Http.Dispose();
        key?.Dispose();
    }

    private static JsonNode File(JsonNode files, string name) =>
        JsonNode.Parse(Convert.FromBase64String((string)files[name]!))!;

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
