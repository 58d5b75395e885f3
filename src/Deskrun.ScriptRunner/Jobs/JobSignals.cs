namespace Deskrun.ScriptRunner.Jobs;

/// <summary>The ways in which a running job is stopped from outside.</summary>
internal sealed class JobSignals : IDisposable
{
    private readonly CancellationTokenSource cancel = new();
    private readonly CancellationTokenSource kill;

    /// <param name="shutdown">The runner was asked to go.</param>
    /// <param name="forced">The runner must go at once.</param>
    public JobSignals(CancellationToken shutdown, CancellationToken forced)
    {
        Shutdown = shutdown;
        kill = CancellationTokenSource.CreateLinkedTokenSource(forced);
    }

    /// <summary>The job was cancelled: the current step is stopped, <c>always()</c> steps still run.</summary>
    public CancellationToken Cancelled => cancel.Token;

    /// <summary>The runner goes: the current step is stopped, nothing more runs, the job has failed.</summary>
    public CancellationToken Shutdown { get; }

    /// <summary>No grace any more.</summary>
    public CancellationToken Killed => kill.Token;

    /// <summary>Whether the service said that the job is not ours any more.</summary>
    public bool LeaseLost { get; private set; }

    /// <summary>Cancels the job.</summary>
    public void Cancel() => cancel.Cancel();

    /// <summary>Cancels the job because it is not ours any more.</summary>
    public void LoseLease()
    {
        LeaseLost = true;
        cancel.Cancel();
    }

    /// <summary>Ends everything at once.</summary>
    public void Kill()
    {
        cancel.Cancel();
        kill.Cancel();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        cancel.Dispose();
        kill.Dispose();
    }
}
