namespace Deskrun.ActionsService.Dispatch;

/// <summary>A registered runner. Guarded by the dispatcher.</summary>
internal sealed class Runner(int id, string name, ScaleSet set, DateTimeOffset createdOn)
{
    public int Id { get; } = id;
    public string Name { get; } = name;
    public ScaleSet ScaleSet { get; } = set;
    public DateTimeOffset CreatedOn { get; } = createdOn;
    public Guid ClientId { get; } = Guid.NewGuid();
    public string Version { get; set; } = "";

    /// <summary>The runner's message session; null while it is offline.</summary>
    public Guid? Session { get; set; }

    /// <summary>When it last polled or opened its session.</summary>
    public DateTimeOffset LastSeen { get; set; }

    /// <summary>The job it was given: handed out when its state is assigned, taken when it is running.</summary>
    public JobEntry? Job { get; set; }

    /// <summary>When <see cref="Job"/> was handed out.</summary>
    public DateTimeOffset JobGivenAt { get; set; }

    /// <summary>What it is to be told before anything else.</summary>
    public Queue<RunnerMessage> Messages { get; } = [];

    /// <summary>The poll that waits; at most one.</summary>
    public TaskCompletionSource? Waiter { get; set; }

    /// <summary>Ends a registration that nobody uses.</summary>
    public ITimer? UnusedTimer { get; set; }

    /// <summary>Whether it polls for work right now.</summary>
    public bool IsReady { get; set; }

    public bool IsBusy => Job is not null;

    public void Wake()
    {
        Waiter?.TrySetResult();
        Waiter = null;
        IsReady = false;
    }
}
