using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Deskrun.GitHub.Tests.Service;

/// <summary>What a service without faults answers: one session per scale set, tokens that end, runners by name.</summary>
public sealed class HealthyAnswers(FakeService service, TimeProvider time)
{
    public const string NoJobs =
        """{"totalAvailableJobs":0,"totalAcquiredJobs":0,"totalAssignedJobs":0,"totalRunningJobs":0,"totalRegisteredRunners":0,"totalBusyRunners":0,"totalIdleRunners":0}""";

    private int _numbers = 100;
    private int _tokens;

    public TimeSpan AdminTokenLife { get; set; } = TimeSpan.FromHours(1);

    public TimeSpan QueueTokenLife { get; set; } = TimeSpan.FromHours(1);

    public string Statistics { get; set; } = NoJobs;

    public ConcurrentDictionary<int, JsonObject> ScaleSets { get; } = new();

    public ConcurrentDictionary<int, JsonObject> Runners { get; } = new();

    public string? Session { get; set; }

    public string AdminToken { get; set; } = "";

    public string QueueToken { get; set; } = "";

    public int AddScaleSet(string name, params string[] labels)
    {
        var id = Interlocked.Increment(ref _numbers);
        ScaleSets[id] = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["runnerGroupId"] = 1,
            ["runnerGroupName"] = "Default",
            ["labels"] = Labels(labels.Length == 0 ? [name] : labels),
            ["createdOn"] = "2026-01-02T03:04:05.678Z",
        };
        return id;
    }

    public int AddRunner(string name, int scaleSet, bool busy = false)
    {
        var id = Interlocked.Increment(ref _numbers);
        Runners[id] = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["runnerScaleSetId"] = scaleSet,
            ["status"] = "offline",
            ["busy"] = busy,
        };
        return id;
    }

    public async Task<Answer> AnswerAsync(Seen seen, CancellationToken aborted) =>
        seen.Route switch
        {
            "registration token" => new Answer(
                201,
                """{"token":"REGISTRATION-SECRET","expires_at":"2030-01-01T00:00:00Z"}"""
            ),
            "installation token" => new Answer(201, """{"token":"INSTALLATION-SECRET"}"""),
            "find installation" => Answer.Json("""{"id":4711}"""),
            "registration" => Register(),
            _ when seen.Path.StartsWith("/svc/") && seen.Route != "acquire" && !Bearer(seen, AdminToken) => new(401),
            _ when (seen.Route is "acquire" or "poll" or "acknowledge") && !Bearer(seen, QueueToken) => new(401),
            "poll" => await service.Queue.PollAsync(Number(seen.Argument("lastMessageId")), aborted),
            "acknowledge" => Acknowledge(seen),
            "acquire" => List(JsonNode.Parse(seen.Body)!.AsArray().Select(id => id!.ToJsonString())),
            "acquirable" => new Answer(204),
            _ => ScaleSetCalls(seen)
                ?? RunnerCalls(seen)
                ?? new Answer(500, $"no answer for {seen.Route}", "text/plain"),
        };

    private Answer? ScaleSetCalls(Seen seen)
    {
        var id = (int)Number(seen.Path.Split('/').ElementAtOrDefault(5) ?? "");
        return seen.Route switch
        {
            "groups" => List([
                $$"""{"id":7,"name":"{{seen.Argument("groupName")}}","size":1,"isDefaultGroup":false}""",
            ]),
            "find scale sets" => List(
                ScaleSets
                    .Values.Where(set => seen.Argument("name") is "" || (string?)set["name"] == seen.Argument("name"))
                    .Select(set => set.ToJsonString())
            ),
            "create scale set" => Create(seen),
            _ when seen.Route.EndsWith("scale set") || seen.Route.EndsWith("session") => ScaleSets.ContainsKey(id)
                ? OneScaleSet(seen, id)
                : Answer.Error(404, "GitHub.Actions.Runtime.WebApi.RunnerScaleSetNotFoundException"),
            _ => null,
        };
    }

    private Answer OneScaleSet(Seen seen, int id)
    {
        switch (seen.Route)
        {
            case "update scale set":
                foreach (var (name, value) in seen.Json.AsObject())
                {
                    ScaleSets[id][name] = value?.DeepClone();
                }

                break;
            case "delete scale set":
                ScaleSets.TryRemove(id, out _);
                return new Answer(204);
            case "open session" when Session is not null:
                return Answer.Error(409, "GitHub.Actions.Runtime.WebApi.RunnerScaleSetSessionConflictException");
            case "open session":
                Session = Guid.NewGuid().ToString();
                return SessionAnswer();
            case "refresh session":
                return seen.Path.EndsWith($"/{Session}")
                    ? SessionAnswer()
                    : Answer.Error(404, "GitHub.DistributedTask.WebApi.RunnerAdminException");
            case "delete session":
                Session = null;
                return new Answer(204);
        }

        var set = (JsonObject)ScaleSets[id].DeepClone();
        set["statistics"] = JsonNode.Parse(Statistics);
        return Answer.Json(set.ToJsonString());
    }

    private Answer? RunnerCalls(Seen seen)
    {
        var id = (int)Number(seen.Path.Split('/')[^1]);
        switch (seen.Route)
        {
            case "jit":
                var name = (string)seen.Json["name"]!;
                if (Runners.Values.Any(runner => (string?)runner["name"] == name))
                {
                    return Answer.Error(409, "GitHub.DistributedTask.WebApi.TaskAgentExistsException");
                }

                var made = AddRunner(name, (int)Number(seen.Path.Split('/')[5]));
                return Answer.Json(
                    $$"""{"runner":{{Runners[made].ToJsonString()}},"encodedJITConfig":"SklULVNFQ1JFVA=="}"""
                );
            case "find runners":
                var wanted = seen.Argument("agentName");
                return List(
                    Runners
                        .Values.Where(runner => wanted is "" || (string?)runner["name"] == wanted)
                        .Select(runner => runner.ToJsonString())
                );
            case "get runner":
                return Runners.TryGetValue(id, out var found)
                    ? Answer.Json(found.ToJsonString())
                    : Answer.Error(404, "GitHub.DistributedTask.WebApi.TaskAgentNotFoundException");
            case "remove runner":
                if (Runners.TryGetValue(id, out var busy) && (bool)busy["busy"]!)
                {
                    return Answer.Error(400, "GitHub.DistributedTask.WebApi.TaskAgentJobStillRunningException");
                }

                Runners.TryRemove(id, out _);
                return new Answer(204);
            default:
                return null;
        }
    }

    private Answer Register()
    {
        AdminToken = Tokens.Jwt(time.GetUtcNow() + AdminTokenLife, $"admin-{Interlocked.Increment(ref _tokens)}");
        return Answer.Json(
            $$"""{"url":"{{service.PublicRoot ?? service.Root}}/svc/","token":"{{AdminToken}}","token_schema":"OAuthAccessToken"}"""
        );
    }

    private Answer SessionAnswer()
    {
        QueueToken = Tokens.Jwt(time.GetUtcNow() + QueueTokenLife, $"queue-{Interlocked.Increment(ref _tokens)}");
        return Answer.Json(
            $$"""{"sessionId":"{{Session}}","ownerName":"me","messageQueueUrl":"{{service.PublicRoot ?? service.Root}}/queue/message{{service.QueueQuery}}","messageQueueAccessToken":"{{QueueToken}}","statistics":{{Statistics}}}"""
        );
    }

    private Answer Create(Seen seen)
    {
        var labels = seen.Json["labels"]!.AsArray().Select(label => (string)label!["name"]!).ToArray();
        var id = AddScaleSet((string)seen.Json["name"]!, labels);
        return Answer.Json(ScaleSets[id].ToJsonString());
    }

    private Answer Acknowledge(Seen seen)
    {
        service.Queue.Delete(Number(seen.Path.Split('/')[^1]));
        return new Answer(204);
    }

    private static bool Bearer(Seen seen, string token) => seen.Header("Authorization") == $"Bearer {token}";

    private static long Number(string text) => long.TryParse(text, out var number) ? number : 0;

    private static Answer List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return Answer.Json($$"""{"count":{{all.Count}},"value":[{{string.Join(',', all)}}]}""");
    }

    private static JsonArray Labels(IEnumerable<string> names) =>
        [.. names.Select(name => new JsonObject { ["name"] = name, ["type"] = "System" })];
}
