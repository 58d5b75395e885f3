namespace Deskrun.ScriptRunner.Registration;

/// <summary>The entry <c>.runner</c> of a JIT config (protocol reference, section 1).</summary>
/// <param name="AgentId">Id of the registration.</param>
/// <param name="AgentName">Name of the runner.</param>
/// <param name="PoolName">Name of the runner group, if the service told it.</param>
/// <param name="ServerUrl">ServerUrlV2: the broker, with a trailing slash.</param>
/// <param name="WorkFolder">The work folder, relative to the runner's root unless absolute.</param>
/// <param name="MarkedLocal">
/// Whether the entry has <c>"LocalActionsService": true</c>, by which the local service vouches for itself when it is
/// reached by an address other than loopback.
/// </param>
internal sealed record RunnerSettings(
    long AgentId,
    string AgentName,
    string? PoolName,
    Uri ServerUrl,
    string WorkFolder,
    bool MarkedLocal
)
{
    /// <summary>Whether this runner may talk to the server: it serves the local Actions service only.</summary>
    public bool ServerIsLocal => MarkedLocal || ServerUrl.IsLoopback;
}
