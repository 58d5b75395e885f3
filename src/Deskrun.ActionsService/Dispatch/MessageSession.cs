namespace Deskrun.ActionsService.Dispatch;

/// <summary>A listener's session with its scale set. Guarded by the dispatcher.</summary>
internal sealed class MessageSession(Guid id, int scaleSetId, string owner)
{
    public Guid Id { get; } = id;
    public int ScaleSetId { get; } = scaleSetId;
    public string Owner { get; } = owner;
    public DateTimeOffset LastSeen { get; set; }

    /// <summary>The most runners the listener can have; null until it has polled once.</summary>
    public int? Capacity { get; set; }

    /// <summary>The poll that waits for a message; at most one.</summary>
    public TaskCompletionSource? Waiter { get; set; }

    /// <summary>Jobs that were offered in this session and are not acquired yet.</summary>
    public HashSet<Guid> Offered { get; } = [];

    public void Wake()
    {
        Waiter?.TrySetResult();
        Waiter = null;
    }
}
