namespace Deskrun.ActionsService.Runs;

/// <summary>How much an annotation matters.</summary>
public enum AnnotationLevel
{
    /// <summary>For information.</summary>
    Notice,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Why something failed.</summary>
    Failure,
}

/// <summary>A remark of a job, often about a place in a file. Masked.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Message">The text.</param>
/// <param name="Title">Its title, when it has one.</param>
/// <param name="Path">The file it is about, relative to the workspace.</param>
/// <param name="StartLine">First line in the file, from 1; 0 when unknown.</param>
/// <param name="EndLine">Last line in the file; 0 when unknown.</param>
/// <param name="StartColumn">First column, from 1; 0 when unknown.</param>
/// <param name="EndColumn">Last column; 0 when unknown.</param>
/// <param name="StepNumber">The step that made it; 0 for the job itself.</param>
public sealed record Annotation(
    AnnotationLevel Level,
    string Message,
    string? Title = null,
    string? Path = null,
    int StartLine = 0,
    int EndLine = 0,
    int StartColumn = 0,
    int EndColumn = 0,
    int StepNumber = 0
);
