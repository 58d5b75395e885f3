namespace Deskrun.ScriptRunner.Reporting;

/// <summary>Something a step says about itself or a file; it becomes a log line and an annotation.</summary>
internal sealed record Issue(IssueLevel Level, string Message)
{
    /// <summary>Its heading.</summary>
    public string? Title { get; init; }

    /// <summary>The file, relative to the workspace where it is inside of it.</summary>
    public string? Path { get; init; }

    /// <summary>First line, from 1; 0 is unknown.</summary>
    public int Line { get; init; }

    /// <summary>Last line; 0 is the first.</summary>
    public int EndLine { get; init; }

    /// <summary>First column, from 1; 0 is unknown.</summary>
    public int Column { get; init; }

    /// <summary>Last column; 0 is the first.</summary>
    public int EndColumn { get; init; }
}

/// <summary>How bad an issue is.</summary>
internal enum IssueLevel
{
    /// <summary>Worth knowing.</summary>
    Notice,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Wrong.</summary>
    Error,
}
