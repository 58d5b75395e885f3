using Deskrun.Kubernetes.Access;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Kar.Running;

namespace Kar.Telling;

/// <summary>
/// Kubernetes Events on kar's own Pod. They are sent beside the run, which never waits for them; the first refusal
/// switches them off.
/// </summary>
internal sealed class PodEvents(KubeClient client, Owner? owner, RunLog log, TimeProvider time)
{
    private readonly KubeEvents _events = new(client, "kar");
    private Task _last = Task.CompletedTask;
    private bool _isOff = owner is null;

    /// <summary>Records a fact.</summary>
    public void Tell(string reason, string message, bool warning = false)
    {
        if (!_isOff)
        {
            _last = SendAsync(_last, reason, log.Redact(message), warning);
        }
    }

    /// <summary>Waits a moment for what is under way.</summary>
    public async Task FlushAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3), time);
        try
        {
            await _last.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            log.Warn("the last Event could not be written within 3s");
        }
    }

    private async Task SendAsync(Task before, string reason, string message, bool warning)
    {
        await before;
        if (_isOff)
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), time);
            await _events.RecordAsync(owner!.ToObject(), reason, message, warning, patience.Token);
        }
        catch (Exception e) when (e is KubeException or KubeConnectionException or OperationCanceledException)
        {
            if (e is KubeException { Forbidden: true })
            {
                _isOff = true;
            }

            log.Warn($"the Event {reason} could not be written: {e.Message}");
        }
    }
}
