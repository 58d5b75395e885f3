namespace Deskrun.GitHub.Wire;

/// <summary>
/// What an error means to a client. The service names its errors by .NET types in <c>typeName</c>.
/// Source: protocol reference, section 4.
/// </summary>
public enum ActionsServiceErrorKind
{
    /// <summary>Anything else; see the status.</summary>
    Other,

    /// <summary>No answer: no connection, a broken one, or a time-out. Trying again may help.</summary>
    Unreachable,

    /// <summary>The other end's certificate isn't trusted, or TLS failed otherwise. Trying again doesn't help.</summary>
    Untrusted,

    /// <summary>An answer that cannot be used.</summary>
    InvalidAnswer,

    /// <summary>Status 401: the token is wrong or has expired.</summary>
    Unauthorized,

    /// <summary>Status 403: not permitted, or a rate limit.</summary>
    Forbidden,

    /// <summary>Status 404 without a closer name.</summary>
    NotFound,

    /// <summary>Status 429 or 5xx, after all tries.</summary>
    Unavailable,

    /// <summary>A runner of this name is registered (<c>AgentExistsException</c>).</summary>
    AgentExists,

    /// <summary>The runner isn't registered (<c>AgentNotFoundException</c>).</summary>
    AgentNotFound,

    /// <summary>The runner has a job (<c>JobStillRunningException</c>).</summary>
    JobStillRunning,

    /// <summary>Another listener holds the scale set's session (<c>RunnerScaleSetSessionConflictException</c>).</summary>
    SessionConflict,

    /// <summary>The service doesn't know the session (<c>RunnerScaleSetSessionExpiredException</c>).</summary>
    SessionExpired,

    /// <summary>The service dropped the session (<c>RunnerAdminException</c>, 404).</summary>
    SessionEvicted,

    /// <summary>The scale set is gone (<c>RunnerScaleSetNotFoundException</c>).</summary>
    ScaleSetNotFound,

    /// <summary>The runner group has a scale set of this name (<c>RunnerScaleSetExistsException</c>, or the message).</summary>
    ScaleSetExists,
}
