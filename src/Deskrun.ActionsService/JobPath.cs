namespace Deskrun.ActionsService;

/// <summary>How a queued job reaches a scale set (protocol reference, section 8b).</summary>
public enum JobPath
{
    /// <summary>The service assigns jobs up to the capacity that the listener reports, as github.com does.</summary>
    Direct,

    /// <summary>The service offers jobs (<c>JobAvailable</c>) and the listener acquires them, as GHES does.</summary>
    Acquire,
}
