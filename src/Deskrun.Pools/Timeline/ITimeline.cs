namespace Deskrun.Pools.Timeline;

/// <summary>Receives every step. Called from many threads and within the pool's own work: it must be quick and not throw.</summary>
public interface ITimeline
{
    /// <summary>Takes one step.</summary>
    void Add(TimelineEvent step);
}

/// <summary>Keeps nothing.</summary>
public sealed class NoTimeline : ITimeline
{
    /// <inheritdoc />
    public void Add(TimelineEvent step) { }
}
