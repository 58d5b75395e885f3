using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>Keeps a listener's memory of its session, and ends what the memory names before a new one is opened.</summary>
internal sealed class LeftSession(ScaleSetListenerOptions options)
{
    /// <summary>Ends the session that a killed process left; when that fails, the service frees it after some minutes.</summary>
    public async Task EndAsync(int scaleSetId, CancellationToken cancellation)
    {
        if (options.Memory.Recall(scaleSetId) is not { } left)
        {
            return;
        }

        try
        {
            await options.Client.DeleteSessionAsync(scaleSetId, left, cancellation);
            Forget(scaleSetId);
        }
        catch (ActionsServiceException e) when (e.Kind != ActionsServiceErrorKind.ScaleSetNotFound)
        {
            options.Metrics.Problem("ending the message session that an earlier process left", e);
        }
    }

    public void Keep(int scaleSetId, string sessionId) =>
        Try(() => options.Memory.Keep(scaleSetId, sessionId), "remembering the message session");

    public void Forget(int scaleSetId) =>
        Try(() => options.Memory.Forget(scaleSetId), "forgetting the message session that has ended");

    private void Try(Action action, string what)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It costs the next process a wait, this one nothing.
            options.Metrics.Problem(what, e);
        }
    }
}
