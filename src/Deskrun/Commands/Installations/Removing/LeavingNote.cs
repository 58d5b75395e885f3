namespace Deskrun.Commands.Installations.Removing;

/// <summary>Scale sets that an installation had and has no more, until they are gone at the service.</summary>
/// <param name="Installation">The installation, whose credential takes them off.</param>
/// <param name="Repository">The URL at which they are.</param>
/// <param name="RunnerGroup">The runner group in which they are; null for the default one.</param>
/// <param name="ScaleSets">Their names.</param>
internal sealed record LeavingNote(
    string Installation,
    string Repository,
    string? RunnerGroup,
    IReadOnlyList<string> ScaleSets
);
