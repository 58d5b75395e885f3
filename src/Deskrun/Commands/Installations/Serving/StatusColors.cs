using Deskrun.Rendering;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>Which part of the state has which colour: green works, yellow waits, red needs somebody.</summary>
internal sealed class StatusColors(Palette palette)
{
    public string Headline(string line) => palette.Paint(Style.Bold, line);

    public string Aside(string line) => palette.Paint(Style.Dim, line);

    public string Cause(string line) => palette.Paint(Style.Yellow, line);

    /// <summary>Colours the cells of a table with these headings.</summary>
    public Func<int, int, string, string> Cells(IReadOnlyList<string> headings) =>
        (row, column, cell) =>
            row < 0 ? palette.Paint(Style.Dim, cell)
            : StyleOf(headings[column], cell.TrimEnd()) is { } style ? palette.Paint(style, cell)
            : cell;

    private static Style? StyleOf(string heading, string cell) =>
        (heading, cell) switch
        {
            ("STATE", ServedStates.Listening) => Style.Green,
            ("STATE", ServedStates.Starting or ServedStates.Draining) => Style.Yellow,
            (
                "STATE",
                ServedStates.Blocked
                    or ServedStates.Unreachable
                    or ServedStates.NotDeployed
                    or ServedStates.NotBuilt
            ) => Style.Red,
            ("PHASE", "running") => Style.Cyan,
            ("FOR" or "LAST POLL" or "LIMITS" or "REPOSITORY", _) => Style.Dim,
            _ => null,
        };
}
