namespace Deskrun.Pools.Sweeping;

/// <summary>What to do with compute that a sweep finds.</summary>
public enum SweepAction
{
    /// <summary>It belongs to somebody who lives, or to another pool's judgement.</summary>
    Leave,

    /// <summary>Its owner is dead and nobody waits for it: end it and remove everything of it.</summary>
    Remove,

    /// <summary>Its owner is dead and it may have a job: ask the service; with a job it is adopted, else removed.</summary>
    Ask,
}
