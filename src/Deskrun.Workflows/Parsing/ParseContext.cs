using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Keys;
using Deskrun.Workflows.Spelling;

namespace Deskrun.Workflows.Parsing;

/// <summary>Collects what is found while one file is read.</summary>
internal sealed class ParseContext(string path)
{
    // A hostile file can be wrong in thousands of places; nobody reads more than these.
    private const int MaxErrors = 100;

    private readonly List<WorkflowProblem> errors = [];
    private readonly OrderedDictionary<string, IgnoredKey> ignored = [];

    public string Path => path;

    public bool HasErrors => errors.Count > 0;

    public int ErrorCount => errors.Count;

    public IReadOnlyList<IgnoredKey> Ignored => [.. ignored.Values.OrderBy(k => k.Position.Line)];

    /// <summary>The errors in the order of the file.</summary>
    public IReadOnlyList<WorkflowProblem> Errors =>
        errors.Count <= MaxErrors
            ? Sorted
            :
            [
                .. Sorted.Take(MaxErrors),
                new(path, Sorted[MaxErrors].Position, $"… and {errors.Count - MaxErrors} more: mend the first ones"),
            ];

    private IReadOnlyList<WorkflowProblem> Sorted =>
        [.. errors.OrderBy(e => e.Position.Line).ThenBy(e => e.Position.Column)];

    /// <summary>A guess at what was meant, as long as somebody reads it: guessing is what a hostile file could make slow.</summary>
    public string Suggest(string word, IEnumerable<string> known) =>
        errors.Count <= MaxErrors ? Suggestion.Sentence(word, known) : "";

    public void Error(SourcePosition position, string message)
    {
        // The same anchor may be used in many places; one report is enough.
        var problem = new WorkflowProblem(path, position, message);
        if (errors.Count <= MaxErrors && errors.Contains(problem))
        {
            return;
        }

        errors.Add(problem);
    }

    public void Ignore(WorkflowKey key, SourcePosition position) =>
        ignored.TryAdd(key.Path, new(key.Path, position, key.Note));
}
