using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Testing;
using Deskrun.Tests.CommandLine;

namespace Deskrun.Tests.EndToEnd;

/// <summary>A <c>deskrun service</c> and a <c>deskrun up</c>, both real processes, and what a test asks of them.</summary>
internal sealed partial class ServedProduct : IDisposable
{
    public const string Token = "ghp_plantedpersonalaccesstoken";
    private static readonly TimeSpan Patience = TestLimits.Wait;
    private readonly List<ProductProcess> started = [];
    private ActionsServiceClient? client;

    public ServedProduct()
    {
        Product.Variables["PLANTED_PAT"] = Token;
        Product.Variables["DESKRUN_HOME"] = Product.Home;
        // A session that a killed process held is asked for soon again, not after half a minute.
        Product.Variables["DESKRUN_SESSION_RETRY"] = "1s";
    }

    public Product Product { get; } = new();

    public ProductProcess Service { get; private set; } = null!;

    public Uri Url { get; private set; } = null!;

    /// <summary>What the service knows, by the protocol.</summary>
    public ActionsServiceClient Client =>
        client ??= new(
            new() { ConfigUrl = ConfigUrl.Parse($"{Url}octo/demo"), Credential = new GitHubCredential.Pat(Token) }
        );

    public void Dispose()
    {
        client?.Dispose();
        started.ForEach(each => each.KillIfAlive());
        Product.Dispose();
    }

    /// <summary>Starts the service; again on the same port after it was killed.</summary>
    public async Task StartServiceAsync(params string[] further)
    {
        Service = Start(["service", "--token-env", "PLANTED_PAT", "--port", $"{Url?.Port ?? 0}", .. further]);
        await Service.SeeAsync("serving;");
        // That was the other stream: the line with the URL may still be on its way.
        await Service.SeeAsync("OWNER/REPO");
        Url = new Uri(UrlLine().Match(Service.Output).Groups[1].Value);
    }

    /// <summary>Ends the service as its user does.</summary>
    public async Task EndServiceAsync()
    {
        Service.Interrupt();
        await Service.EndAsync(TestLimits.Wait);
        Assert.True(Service.ExitCode == ExitCodes.Success, Service.All);
    }

    public async Task AddAsync(params string[] further)
    {
        var added = await Product.RunAsync([
            "add",
            "demo",
            "--repository",
            $"{Url}octo/demo",
            "--mode",
            "process",
            "--auth-env",
            "PLANTED_PAT",
            .. further,
        ]);
        Assert.True(added.ExitCode == ExitCodes.Success, added.All);
    }

    public ProductProcess Up() => Start("up", "--plain");

    public ProductProcess Start(params string[] arguments)
    {
        var process = Product.Start(arguments);
        started.Add(process);
        return process;
    }

    /// <summary>Hands a workflow of one job to the service.</summary>
    /// <returns>The run's id.</returns>
    public async Task<long> SubmitAsync(params string[] script)
    {
        var steps = string.Concat(script.Select(line => $"          {line}\n"));
        var workflow = $"on: push\njobs:\n  a:\n    runs-on: demo\n    steps:\n      - run: |\n{steps}";
        return (long)(await AskAsync(HttpMethod.Post, "runs", new JsonObject { ["workflow"] = workflow }))["id"]!;
    }

    /// <summary>Waits for a run's end.</summary>
    public async Task<string> ConclusionAsync(long run)
    {
        JsonNode now = null!;
        await UntilAsync(
            async () => (string?)(now = await AskAsync(HttpMethod.Get, $"runs/{run}"))["status"] == "completed",
            () => $"run {run} did not end: {now}"
        );
        return (string)now["conclusion"]!;
    }

    /// <summary>The log of a run's only job, as the service has it.</summary>
    public async Task<string> LogAsync(long run)
    {
        var job = (await AskAsync(HttpMethod.Get, $"runs/{run}/jobs"))["jobs"]![0]!["id"];
        using var http = Http();
        return await http.GetStringAsync($"jobs/{job}/logs", TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until <c>deskrun status</c> says something of the installation.</summary>
    public async Task<JsonNode> StatusAsync(Func<JsonNode, bool> holds)
    {
        JsonNode? now = null;
        await UntilAsync(
            async () =>
            {
                // In this process: a program started for each look would cost more than what is looked at.
                var status = new Cli { Variables = Product.Variables };
                var code = await status.RunAsync("status", "-o", "json");
                now = JsonNode.Parse(status.Output)!["installations"]![0]!;
                return code == ExitCodes.Success && holds(now);
            },
            () => $"status never said it: {now}\n{string.Join('\n', started.Select(each => each.All))}"
        );
        return now!;
    }

    public Task ListeningAsync() => StatusAsync(now => (string)now["state"]! == "listening" && IsHealthy(now));

    /// <summary>The names of the runners in a phase.</summary>
    public static IReadOnlyList<string> Runners(JsonNode installation, string phase) =>
        [
            .. installation["scaleSets"]!
                .AsArray()
                .SelectMany(set => set!["runners"]!.AsArray())
                .Where(runner => (string)runner!["phase"]! == phase)
                .Select(runner => (string)runner!["name"]!),
        ];

    /// <summary>Polls what other processes bring about.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> otherwise)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, otherwise());
            await Task.Delay(
                TimeSpan.FromMilliseconds(100),
                TimeProvider.System,
                TestContext.Current.CancellationToken
            );
        }
    }

    private static bool IsHealthy(JsonNode now) => now["scaleSets"]!.AsArray().Any(set => (bool)set!["healthy"]!);

    private HttpClient Http()
    {
        var http = new HttpClient { BaseAddress = new Uri(Url, "api/v3/repos/octo/demo/actions/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return http;
    }

    private async Task<JsonNode> AskAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var http = Http();
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body.ToJsonString());
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    [GeneratedRegex(@"url\s+(http://[^/]+/)")]
    private static partial Regex UrlLine();
}
