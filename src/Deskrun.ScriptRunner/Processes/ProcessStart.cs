namespace Deskrun.ScriptRunner.Processes;

/// <summary>What to start. Never prints the environment.</summary>
/// <param name="Program">Full path of the program.</param>
/// <param name="Arguments">Its arguments, without its name.</param>
/// <param name="Folder">Its working folder; must exist.</param>
/// <param name="Environment">Its whole environment.</param>
internal sealed record ProcessStart(
    string Program,
    IReadOnlyList<string> Arguments,
    string Folder,
    IReadOnlyDictionary<string, string> Environment
)
{
    /// <inheritdoc />
    public override string ToString() => string.Join(' ', [Program, .. Arguments]);
}
