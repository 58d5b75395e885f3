using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>What a failure means for a listener: a pure judgement, acted on by its loop.</summary>
internal sealed record ListenerVerdict(ListenerState State, TimeSpan Wait, SessionFate Session, string Problem)
{
    public static ListenerVerdict Of(Exception failure, ScaleSetListenerOptions options, int earlierFailures)
    {
        var error = failure as ActionsServiceException;
        var wait = options.Backoff.DelayOf(earlierFailures, error?.RetryAfter);
        return error?.Kind switch
        {
            ActionsServiceErrorKind.SessionConflict => new ListenerVerdict(
                ListenerState.Conflict,
                options.ConflictDelay + (options.ConflictDelay / 10 * options.Backoff.Jitter()),
                SessionFate.Forget,
                "Another listener holds the scale set's message session. It is left alone; trying again until it is "
                    + $"gone. {failure.Message}"
            ),
            ActionsServiceErrorKind.ScaleSetNotFound => new ListenerVerdict(
                ListenerState.ScaleSetMissing,
                // Made again at once the first time; a service that loses it each time is not hurried.
                earlierFailures == 0
                && options.RecreateScaleSet is not null
                    ? TimeSpan.Zero
                    : wait,
                SessionFate.Replace,
                $"The scale set is gone. {failure.Message}"
            ),
            ActionsServiceErrorKind.Unauthorized
            or ActionsServiceErrorKind.NotFound
            or ActionsServiceErrorKind.SessionEvicted => new ListenerVerdict(
                ListenerState.Retrying,
                wait,
                SessionFate.Replace,
                failure.Message
            ),
            _ => new ListenerVerdict(ListenerState.Retrying, wait, SessionFate.Keep, failure.Message),
        };
    }
}

/// <summary>What becomes of the session after a failure.</summary>
internal enum SessionFate
{
    /// <summary>It is used again.</summary>
    Keep,

    /// <summary>It isn't ours; a new one is asked for.</summary>
    Forget,

    /// <summary>It is ours and of no more use; it is deleted and a new one is asked for.</summary>
    Replace,
}
