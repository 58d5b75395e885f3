using System.Globalization;
using Deskrun.ScriptRunner.Reporting;
using Deskrun.ScriptRunner.Steps;

namespace Deskrun.ScriptRunner.WorkflowCommands;

/// <summary>Reads <c>notice</c>, <c>warning</c> and <c>error</c>. Places that make no sense are dropped, as the official runner does.</summary>
internal static class IssueCommand
{
    /// <summary>Makes the issue of a command.</summary>
    public static Issue Read(WorkflowCommand command, IssueLevel level, StepExecution step)
    {
        var line = Number(command, "line");
        var endLine = Number(command, "endLine");
        var column = Number(command, "col");
        var endColumn = Number(command, "endColumn");
        line = line == 0 ? endLine : line;
        column = column == 0 ? endColumn : column;
        var columnsMeanNothing =
            line == 0 || (endLine != 0 && endLine != line) || (endColumn != 0 && endColumn < column);
        var linesMeanNothing = endLine != 0 && endLine < line;
        return new Issue(level, command.Data)
        {
            Title = command.Property("title"),
            Path = command.Property("file") is { Length: > 0 } file ? Relative(file, step.Job.Folders.Workspace) : null,
            Line = linesMeanNothing ? 0 : line,
            EndLine = linesMeanNothing ? 0 : endLine,
            Column = columnsMeanNothing ? 0 : column,
            EndColumn = columnsMeanNothing ? 0 : endColumn,
        };
    }

    private static int Number(WorkflowCommand command, string name) =>
        int.TryParse(command.Property(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static string Relative(string file, string workspace) =>
        file.StartsWith(workspace + "/", StringComparison.Ordinal) ? file[(workspace.Length + 1)..] : file;
}
