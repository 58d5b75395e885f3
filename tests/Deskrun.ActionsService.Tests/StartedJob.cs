using Deskrun.ActionsService.Runs;

namespace Deskrun.ActionsService.Tests;

/// <summary>A run whose first job a scripted runner has taken.</summary>
internal sealed record StartedJob(TestService Service, ListenerDouble Listener, RunnerDouble Runner, WorkflowRun Run)
    : IAsyncDisposable
{
    public static async Task<StartedJob> StartAsync(
        string workflow,
        string? dataFolder = null,
        Dictionary<string, string>? secrets = null,
        Func<RunRequest, RunRequest>? change = null
    )
    {
        var service = await TestService.StartAsync(
            new() { DataFolder = dataFolder, RunnerCredential = RunnerCredential.AccessToken }
        );
        var listener = await service.ListenAsync();
        var run = service.Submit(
            workflow,
            r =>
            {
                var request = r with { Secrets = secrets ?? [] };
                return change?.Invoke(request) ?? request;
            }
        );
        await listener.NextOfAsync("JobAssigned").OrFail();
        var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        return new StartedJob(service, listener, runner, run);
    }

    public async ValueTask DisposeAsync()
    {
        Runner.Dispose();
        Listener.Dispose();
        await Service.DisposeAsync();
    }
}
