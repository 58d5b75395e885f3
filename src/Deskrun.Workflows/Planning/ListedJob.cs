namespace Deskrun.Workflows.Planning;

/// <summary>A job in a listing.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Name">Its name as written, or the id.</param>
/// <param name="Needs">The jobs that it waits for.</param>
/// <param name="If">Its condition as written, or null.</param>
/// <param name="RunsOn">What it runs on, as written.</param>
/// <param name="Cells">The names of its matrix's cells; empty without a matrix or when they cannot be told yet.</param>
/// <param name="Note">Why the cells cannot be told, or null.</param>
public sealed record ListedJob(
    string Id,
    string Name,
    IReadOnlyList<string> Needs,
    string? If,
    string RunsOn,
    IReadOnlyList<string> Cells,
    string? Note
)
{
    internal const string NoneChosen = "none of its matrix values is chosen";

    /// <summary>The keys of its matrix; empty without a matrix or when it cannot be told yet.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>True when the matrix is known and a choice of its values leaves nothing of it.</summary>
    public bool IsLeftOut => Note == NoneChosen;
}
