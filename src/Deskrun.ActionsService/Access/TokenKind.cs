namespace Deskrun.ActionsService.Access;

/// <summary>What a token that this service issued is good for.</summary>
internal enum TokenKind
{
    /// <summary>One registration exchange.</summary>
    Registration,

    /// <summary>An app installation's stand-in for a personal access token.</summary>
    Installation,

    /// <summary>Scale sets, sessions, runners.</summary>
    Admin,

    /// <summary>The messages of one session.</summary>
    Queue,

    /// <summary>A runner's own session and messages.</summary>
    Runner,

    /// <summary>One job: renewal, completion, logs.</summary>
    Job,

    /// <summary>One blob.</summary>
    Blob,
}
