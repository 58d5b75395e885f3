namespace Deskrun.ActionsService.Http;

/// <summary>An answer that refuses a call of the scale set API.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">The exception's name, by which clients recognise the case.</param>
/// <param name="Message">For people.</param>
internal sealed record ServiceError(int Status, string Type, string Message)
{
    public static ServiceError ScaleSetNotFound(int id) =>
        new(404, "RunnerScaleSetNotFoundException", $"No runner scale set found with identifier {id}.");

    public static ServiceError SessionConflict(string name, string owner) =>
        new(
            409,
            "RunnerScaleSetSessionConflictException",
            $"The runner scale set {name} already has an active session for owner {owner}."
        );

    public static ServiceError SessionExpired(Guid id) =>
        new(400, "RunnerScaleSetSessionExpiredException", $"The session {id} is not known or has expired.");

    public static ServiceError SessionEvicted(Guid id) =>
        new(404, "RunnerAdminException", $"The session {id} is gone; create a new one.");

    public static ServiceError NameTaken(string name, string group) =>
        new(
            400,
            "RunnerScaleSetExistsException",
            $"A runner scale set with name {name} already exists in runner group {group}."
        );

    public static ServiceError AgentExists(string name) =>
        new(409, "AgentExistsException", $"A runner exists with the same name {name}.");

    public static ServiceError AgentNotFound(string which) =>
        new(404, "AgentNotFoundException", $"No runner {which} was found.");

    public static ServiceError JobStillRunning(string name) =>
        new(400, "JobStillRunningException", $"Runner {name} is still running a job.");

    public static ServiceError BadRequest(string message) => new(400, "ArgumentException", message);
}
