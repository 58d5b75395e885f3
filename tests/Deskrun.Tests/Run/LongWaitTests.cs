using Deskrun.Commands.Run;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.Tests.Run;

public sealed class LongWaitTests
{
    private readonly FakeTimeProvider time = new();
    private readonly TaskCompletionSource work = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_long_wait_is_told_while_it_lasts()
    {
        var waiting = LongWait.ForAsync(work.Task, time, said.SetResult);
        time.Advance(TimeSpan.FromSeconds(1));
        await said.Task.WaitAsync(Testing.TestLimits.Wait, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        work.SetResult();
        await waiting;
    }

    [Fact]
    public async Task A_short_wait_is_not_told()
    {
        var waiting = LongWait.ForAsync(work.Task, time, said.SetResult);
        work.SetResult();
        await waiting;
        time.Advance(TimeSpan.FromHours(1));
        Assert.False(said.Task.IsCompleted);
    }

    [Fact]
    public async Task A_wait_that_fails_fails()
    {
        work.SetException(new InvalidOperationException("planted"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => LongWait.ForAsync(work.Task, time, said.SetResult));
    }
}
