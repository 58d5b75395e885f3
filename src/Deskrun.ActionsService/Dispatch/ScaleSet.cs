namespace Deskrun.ActionsService.Dispatch;

/// <summary>A label of a scale set; <c>Type</c> is <c>System</c> or what the client sent.</summary>
internal sealed record ScaleSetLabel(string Name, string Type);

/// <summary>One scale set, with its session and what is to be told to its listener. Guarded by the dispatcher.</summary>
internal sealed class ScaleSet(int id, Scope scope, DateTimeOffset createdOn)
{
    private long lastMessageId;

    public int Id { get; } = id;
    public Scope Scope { get; } = scope;
    public DateTimeOffset CreatedOn { get; } = createdOn;
    public string Name { get; set; } = "";
    public int GroupId { get; set; } = 1;
    public bool DisableUpdate { get; set; }
    public IReadOnlyList<ScaleSetLabel> Labels { get; set; } = [];
    public MessageSession? Session { get; set; }

    /// <summary>Assigned and running jobs.</summary>
    public HashSet<JobEntry> Jobs { get; } = [];

    /// <summary>Assigned jobs that no runner has, oldest first.</summary>
    public LinkedList<JobEntry> Waiting { get; } = [];

    /// <summary>Runners of this set, by id.</summary>
    public SortedDictionary<int, Runner> Runners { get; } = [];

    /// <summary>What happened and is in no message yet.</summary>
    public Queue<MessageItem> Items { get; } = [];

    /// <summary>Messages that the listener has not deleted yet, by id. They outlive a session.</summary>
    public SortedDictionary<long, ScaleSetMessage> Messages { get; } = [];

    /// <summary>The statistics of the last message; what a lagging service would repeat.</summary>
    public Statistics? LastStatistics { get; set; }

    public long NextMessageId() => ++lastMessageId;

    public bool HasLabel(string label) => Labels.Any(l => l.Name.Equals(label, StringComparison.OrdinalIgnoreCase));

    /// <summary>Tells the listener about something.</summary>
    public void Tell(MessageItem item)
    {
        Items.Enqueue(item);
        Session?.Wake();
    }
}
