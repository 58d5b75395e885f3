namespace Deskrun.Installations;

/// <summary>
/// An installation that is being moved: its new backend is stored already, and what it had at the old one is not closed
/// yet. Nothing serves it meanwhile; the next <c>up</c> goes on from here.
/// </summary>
/// <param name="Backend">The old backend.</param>
/// <param name="Context">The old kubectl context, for backend <c>kubernetes</c>.</param>
/// <param name="Since">When the old side began to close.</param>
public sealed record MovingFrom(string Backend, string? Context, DateTimeOffset Since);
