namespace Deskrun.Commands.Installations.Output;

/// <summary>Rows under headings, aligned, without borders: good to read and good to cut with other tools.</summary>
internal static class TextTable
{
    public static void Write(
        TextWriter writer,
        IReadOnlyList<string> headings,
        IReadOnlyList<IReadOnlyList<string>> rows
    )
    {
        var widths = headings.Select(
            (heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max()
        );
        var all = widths.ToList();
        WriteRow(headings);
        foreach (var row in rows)
        {
            WriteRow(row);
        }

        void WriteRow(IReadOnlyList<string> row) =>
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(all[column]))).TrimEnd());
    }
}
