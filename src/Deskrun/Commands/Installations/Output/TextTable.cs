namespace Deskrun.Commands.Installations.Output;

/// <summary>Rows under headings, aligned, without borders: good to read and good to cut with other tools.</summary>
internal static class TextTable
{
    /// <param name="writer">Where to.</param>
    /// <param name="headings">The headings.</param>
    /// <param name="rows">The rows, with a cell for each heading.</param>
    /// <param name="paint">Colours a padded cell, given its row (-1 for the headings), column and text; null leaves all as is.</param>
    public static void Write(
        TextWriter writer,
        IReadOnlyList<string> headings,
        IReadOnlyList<IReadOnlyList<string>> rows,
        Func<int, int, string, string>? paint = null
    )
    {
        var widths = headings.Select(
            (heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max()
        );
        var all = widths.ToList();
        WriteRow(headings, -1);
        for (var row = 0; row < rows.Count; row++)
        {
            WriteRow(rows[row], row);
        }

        void WriteRow(IReadOnlyList<string> row, int number)
        {
            // Colours come last: they have no width.
            var last = row.Count - 1;
            while (last > 0 && row[last].Length == 0)
            {
                last--;
            }

            var cells = row.Take(last + 1).Select((cell, column) => column < last ? cell.PadRight(all[column]) : cell);
            writer.WriteLine(
                string.Join("  ", cells.Select((cell, column) => paint?.Invoke(number, column, cell) ?? cell)).TrimEnd()
            );
        }
    }
}
