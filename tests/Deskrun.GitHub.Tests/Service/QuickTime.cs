using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.GitHub.Tests.Service;

/// <summary>
/// A clock on which waits are over at once, having moved the clock by their length, and are written down. Time-outs
/// fire only when the clock has moved that far.
/// </summary>
public sealed class QuickTime : FakeTimeProvider
{
    public QuickTime()
        : base(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero)) { }

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (state is not CancellationTokenSource && dueTime > TimeSpan.Zero)
        {
            Waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
