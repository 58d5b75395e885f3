using System.Collections.Concurrent;
using Deskrun.Pools.Timeline;

namespace Deskrun.Pools.Tests.Doubles;

/// <summary>Keeps every step.</summary>
internal sealed class ListTimeline : ITimeline
{
    public ConcurrentQueue<TimelineEvent> Events { get; } = [];

    public IEnumerable<string> Troubles =>
        Events.Where(e => e.Step is TimelineStep.Trouble).Select(e => e.Detail ?? "");

    public void Add(TimelineEvent step) => Events.Enqueue(step);
}
