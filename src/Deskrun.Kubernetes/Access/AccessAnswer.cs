namespace Deskrun.Kubernetes.Access;

/// <summary>Whether the server would let us.</summary>
/// <param name="Allowed">Whether it would.</param>
/// <param name="Question">What was asked, as an RBAC rule and where it is needed.</param>
/// <param name="Reason">The server's reason; often empty.</param>
public sealed record AccessAnswer(bool Allowed, string Question, string Reason);
