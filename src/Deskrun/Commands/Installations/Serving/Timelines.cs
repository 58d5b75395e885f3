using Deskrun.Pools.Timeline;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>Hands every step to several receivers.</summary>
internal sealed class Timelines(params ITimeline[] receivers) : ITimeline
{
    /// <inheritdoc />
    public void Add(TimelineEvent step)
    {
        foreach (var receiver in receivers)
        {
            receiver.Add(step);
        }
    }
}
