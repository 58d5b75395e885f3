using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Parsing;

namespace Deskrun.ActionsService.Tests;

/// <summary>A real service on port 0 and ways to start runs in it.</summary>
internal sealed class TestService(ActionsServiceHost host) : IAsyncDisposable
{
    public const string Hello = """
        name: Hello
        on: push
        jobs:
          hello:
            runs-on: demo
            steps:
              - run: echo hi
        """;

    public ActionsServiceHost Host { get; } = host;

    /// <summary>Starts a service; without a word on it, runners get a token, since making keys is slow.</summary>
    public static async Task<TestService> StartAsync(ActionsServiceOptions? options = null) =>
        new(
            await ActionsServiceHost.StartAsync(
                options ?? new ActionsServiceOptions { RunnerCredential = RunnerCredential.AccessToken },
                TestTimeout.Token
            )
        );

    public WorkflowRun Submit(string workflow, Func<RunRequest, RunRequest>? change = null)
    {
        var parsed = WorkflowParser.Parse("w.yml", workflow);
        Assert.Empty(parsed.Errors);
        var request = new RunRequest
        {
            Owner = "octo",
            Repository = "demo",
            Workflow = parsed.Workflow!,
            WorkflowPath = ".github/workflows/w.yml",
            EventName = "push",
        };
        return Host.Submit(change?.Invoke(request) ?? request);
    }

    public Task<ListenerDouble> ListenAsync(string name = "demo", params string[] labels) =>
        ListenerDouble.StartAsync(Host, name, labels);

    /// <summary>All events of a run that has ended or ends soon.</summary>
    public static async Task<List<RunEvent>> EventsAsync(WorkflowRun run)
    {
        var events = new List<RunEvent>();
        await foreach (var item in run.EventsAsync(TestTimeout.Token))
        {
            events.Add(item);
        }

        return events;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
