using System.Text.Json.Nodes;

namespace Deskrun.Kubernetes.Watch;

/// <summary>What a watch saw.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object after it; for <see cref="WatchEventType.Deleted"/> its last state. Null for Synced.</param>
/// <param name="Inferred">
/// Whether the deletion was not seen but found out by a list: the last state may then not be the very last one.
/// </param>
public sealed record WatchEvent(WatchEventType Type, JsonObject? Object, bool Inferred = false);

/// <summary>The kinds of <see cref="WatchEvent"/>.</summary>
public enum WatchEventType
{
    /// <summary>The object was not known before.</summary>
    Added,

    /// <summary>A known object has changed.</summary>
    Modified,

    /// <summary>A known object is gone; told exactly once per uid.</summary>
    Deleted,

    /// <summary>Everything that was there at a list is told by now; comes after the first list and after each later one.</summary>
    Synced,
}
