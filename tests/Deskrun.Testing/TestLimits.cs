namespace Deskrun.Testing;

/// <summary>How long tests wait for what is to happen.</summary>
public static class TestLimits
{
    /// <summary>
    /// The longest wait for one event. Tests wait for the event itself, so on a good day nobody sees this; it is far
    /// beyond what a machine needs that runs other things too, or runs the test as a job of lower priority.
    /// </summary>
    public static TimeSpan Wait { get; } = TimeSpan.FromMinutes(5);
}
