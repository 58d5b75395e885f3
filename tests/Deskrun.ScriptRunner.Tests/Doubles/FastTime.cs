namespace Deskrun.ScriptRunner.Tests.Doubles;

/// <summary>A clock that runs faster than the real one, so that minutes pass in a moment.</summary>
internal sealed class FastTime(double factor) : TimeProvider
{
    private readonly DateTimeOffset start = System.GetUtcNow();
    private readonly long from = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + (System.GetElapsedTime(from) * factor);

    public override long GetTimestamp() => from + (long)((System.GetTimestamp() - from) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Scale(dueTime), Scale(period));

    private TimeSpan Scale(TimeSpan time) => time <= TimeSpan.Zero ? time : time / factor;
}
