namespace Deskrun.Backends.Cluster.Applying.Collecting;

/// <summary>What sort of rest it is.</summary>
public enum GarbageKind
{
    /// <summary>A scale set that was deleted and doesn't go, with everything that ARC made for it.</summary>
    WedgedScaleSet,

    /// <summary>An object that waits for a scale set which isn't there any more.</summary>
    LeftBehind,

    /// <summary>A credential of an installation that nothing in the cluster belongs to.</summary>
    Secret,
}

/// <summary>A rest in the cluster that nobody takes away by himself.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">The scale set, or the installation of a Secret.</param>
/// <param name="Name">The object, for people.</param>
/// <param name="Why">Why it is one.</param>
public sealed record Garbage(GarbageKind Kind, string Owner, string Name, string Why);
