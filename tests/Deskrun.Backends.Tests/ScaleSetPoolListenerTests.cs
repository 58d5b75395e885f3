using Deskrun.ActionsService;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools.Registration;
using Deskrun.Pools.Supervision;
using Deskrun.Testing;

namespace Deskrun.Backends.Tests;

public class ScaleSetPoolListenerTests
{
    [Fact]
    public async Task A_handler_that_hangs_is_let_be_by_a_graceful_stop_and_cut_short_by_force()
    {
        await using var service = await ActionsServiceHost.StartAsync(new ActionsServiceOptions(), default);
        using var client = new ActionsServiceClient(
            new()
            {
                ConfigUrl = ConfigUrl.Parse($"{service.BaseUri}octo/demo"),
                Credential = new GitHubCredential.Pat(service.Token),
            }
        );
        var scaleSet = new ScaleSetBinding(client, new ScaleSetSpec { Name = "my-set" });
        var handler = new HangingHandler();
        using var stop = new CancellationTokenSource();
        using var kill = new CancellationTokenSource();
        var listening = new ScaleSetPoolListener(scaleSet, "me").ListenAsync(handler, stop.Token, kill.Token);
        var given = await handler.Called.WaitAsync(TestLimits.Wait);

        await stop.CancelAsync();
        Assert.False(given.IsCancellationRequested);
        Assert.False(listening.IsCompleted);

        await kill.CancelAsync();
        await listening.WaitAsync(TestLimits.Wait);
        // Its session was ended in spite of the force: the next one is not locked out.
        await client.OpenSessionAsync(scaleSet.Id, "next", default).WaitAsync(TestLimits.Wait);
    }

    private sealed class HangingHandler : IScaleSetHandler
    {
        private readonly TaskCompletionSource<CancellationToken> called = new();

        public Task<CancellationToken> Called => called.Task;

        public int MaxCapacity => 1;

        public int FreeCapacity(ScaleSetStatistics statistics) => 1;

        public ValueTask JobAssignedAsync(JobAssigned job, CancellationToken cancellation) => default;

        public ValueTask JobStartedAsync(JobStarted job, CancellationToken cancellation) => default;

        public ValueTask JobCompletedAsync(JobCompleted job, CancellationToken cancellation) => default;

        public async ValueTask StatisticsAsync(
            ScaleSetStatistics statistics,
            bool fromEmptyPoll,
            CancellationToken cancellation
        )
        {
            called.TrySetResult(cancellation);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }
    }
}
