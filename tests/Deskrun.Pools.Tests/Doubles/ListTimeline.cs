using System.Collections.Concurrent;
using Deskrun.Pools.Timeline;

namespace Deskrun.Pools.Tests.Doubles;

/// <summary>Keeps every step.</summary>
internal sealed class ListTimeline : ITimeline
{
    public ConcurrentQueue<TimelineEvent> Events { get; } = [];

    public IEnumerable<string> Troubles =>
        Events.Where(e => e.Step is TimelineStep.Trouble).Select(e => e.Detail ?? "");

    /// <summary>Steps at which it breaks its promise not to throw.</summary>
    public Func<TimelineEvent, bool> Fault { get; set; } = _ => false;

    public void Add(TimelineEvent step)
    {
        if (Fault(step))
        {
            throw new InvalidOperationException("the timeline is broken");
        }

        Events.Enqueue(step);
    }
}
