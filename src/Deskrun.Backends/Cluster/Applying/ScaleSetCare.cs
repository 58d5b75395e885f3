namespace Deskrun.Backends.Cluster.Applying;

/// <summary>What is asked of a scale set beside being applied, and what becomes of one that fails.</summary>
public enum ScaleSetCare
{
    /// <summary>A failed Helm is undone; whether the scale set gets registered is told and no more.</summary>
    Told,

    /// <summary>It has to listen in the end. One that doesn't is rolled back to its former revision.</summary>
    Gated,

    /// <summary>
    /// It has to listen in the end. One that doesn't is left as it is, because its former revision would be deleted by
    /// the controller that runs now: the caller takes everything back.
    /// </summary>
    GatedTogether,
}
